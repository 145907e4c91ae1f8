"""Ways to pay that an ad names: accounts, cards, wallets, services, who holds the money."""
