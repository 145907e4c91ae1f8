# Offerwatch with Chromium, for a workspace mounted at /workspace. See docs/containers.md.
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
COPY requirements.lock ./
RUN python -m venv /opt/offerwatch \
    && /opt/offerwatch/bin/pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements.lock
COPY . ./
RUN /opt/offerwatch/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends chromium \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 1000 --user-group --home-dir /workspace offerwatch \
    && install --directory --owner offerwatch --group offerwatch --mode 0700 /workspace
COPY --from=build /opt/offerwatch /opt/offerwatch
ENV PATH=/opt/offerwatch/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    OFFERWATCH_WORKSPACE=/workspace
USER 1000
WORKDIR /workspace
VOLUME /workspace
HEALTHCHECK --interval=2m --timeout=30s --start-period=30s CMD ["offerwatch", "doctor"]
ENTRYPOINT ["offerwatch"]
CMD ["run"]
