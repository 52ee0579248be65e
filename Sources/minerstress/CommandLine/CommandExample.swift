/// The example that ends a command's help: a test runs each of them, in this order, with fewer paths.
enum CommandExample {
  /// Command lines by name of the command.
  static let all: [String: String] = [
    "run": "minerstress run scenarios/starter.json5 --report",
    "batch": "minerstress batch scenarios/starter.json5 scenarios/severe.json5 --out results/all",
    "sweep":
      "minerstress sweep scenarios/starter.json5 --vary market.btc.spot=7e4:1e5:1e4 "
      + "--measure 'pd(any,3)'",
    "tornado": "minerstress tornado scenarios/starter.json5 --measure 'pd(any,3)'",
    "solve":
      "minerstress solve scenarios/starter.json5 --vary market.btc.spot=3e4:15e4 "
      + "--target 'pd(any,3)=25%'",
    "price":
      "minerstress price scenarios/starter.json5 --loan 'first-miner,rig loan' --hurdle 0.12",
    "tail": "minerstress tail scenarios/starter.json5 --measure 'pd(any,1)' --error 10%",
    "calibrate": "minerstress calibrate history.csv --over scenarios/baseline.json5",
    "explain": "minerstress explain scenarios/double-leverage.json5 --path 7",
    "report": "minerstress report results/starter",
    "init": "minerstress init coin-loan",
    "compare": "minerstress compare results/all/starter results/all/severe",
    "limits": "minerstress limits results/starter --limits limits.json5",
    "check": "minerstress check scenarios/double-leverage.json5",
    "verify": "minerstress verify --only merton",
    "merge": "minerstress merge results/starter.shards --out results/merged",
    "status": "minerstress status results/starter.shards",
    "submit": "minerstress submit scenarios/severe.json5 --shards 64 --dry-run",
    "bench": "minerstress bench --workload W3",
  ]
}
