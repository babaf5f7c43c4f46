"""What the contract tests share that is not a target: sessions, answers, samples, the ledger."""
