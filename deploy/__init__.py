"""Past one machine: a proxy before several replicas, with the edition behind them."""
