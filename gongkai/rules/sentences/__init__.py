"""The sentence of every refusal, one file per room; `gongkai.rules.terms` collects them."""
