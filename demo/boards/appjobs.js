"use strict";
(function () {
  var app = document.getElementById("app");
  function make(tag, name, text) {
    var element = document.createElement(tag);
    if (name) { element.className = name; }
    if (text) { element.textContent = text; }
    return element;
  }
  function fetched(path, show) {
    fetch(path).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    }).then(function (data) {
      app.textContent = "";
      app.appendChild(make("nav", "menu", "Inicio · Mi cuenta · Ayuda"));
      show(data);
      app.appendChild(make("footer", "pie", "AppEmpleos usa cookies propias para recordar tus preferencias."));
      app.dataset.state = "ready";
    }).catch(function (problem) {
      app.textContent = "No se pudo cargar: " + problem.message;
      app.dataset.state = "failed";
    });
  }
  function listing(data) {
    var list = make("ul", "empleos");
    data.jobs.forEach(function (job) {
      var entry = make("li", "empleo");
      var link = make("a", "enlace", job.title);
      link.href = job.path;
      entry.appendChild(link);
      entry.appendChild(make("span", "lugar", job.place));
      list.appendChild(entry);
    });
    app.appendChild(list);
    if (data.next) {
      var next = make("a", "siguiente", "Siguiente");
      next.href = "/?page=" + data.next;
      app.appendChild(next);
    }
  }
  function detail(job) {
    var article = make("article", "oferta");
    article.dataset.id = job.id;
    article.appendChild(make("h1", "", job.title));
    article.appendChild(make("p", "salario", job.price));
    article.appendChild(make("p", "lugar", job.place));
    article.appendChild(make("p", "empresa", job.employer));
    var time = make("time", "fecha", job.published);
    time.dateTime = job.published;
    article.appendChild(time);
    var text = make("div", "descripcion");
    job.text.forEach(function (part) { text.appendChild(make("p", "", part)); });
    article.appendChild(text);
    article.appendChild(make("p", "contacto", job.contact));
    article.appendChild(make("p", "visitas", job.views + " visitas"));
    app.appendChild(article);
  }
  var parts = location.pathname.split("/");
  if (parts[1] === "empleo") {
    fetched("/api/empleos/" + parts[2], detail);
  } else {
    fetched("/api/empleos" + location.search, listing);
  }
})();
