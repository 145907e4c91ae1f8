"""Readers written for one site each, named as their site file names them."""
