"""A small web on loopback: boards, ads and a mail server, to try the product on and test it."""
