import CreditBasics

extension FieldRules {
  static let jump = Terms<JumpEvent>(
    "market.jumps.NAME", "A Poisson event, with one severity common to all that it touches.",
    blank: JumpEvent(name: "", intensityPerYear: [], shape: .normal(mean: [], sd: [])),
    [
      Term(
        "intensity", by: .regime, .number(.intensity.usually(0...50)), .empty,
        "Intensity in each regime; absent ones are 0.", \.intensityPerYear),
      Term(
        FieldRule(
          "shape", .choice(["normal", "doubleExponential"], selects: true),
          .value(.text("normal")), "Law of the severity."),
        fill: { $0.shape = JumpShape($1) }),
      Term(
        FieldRule(
          "upProbability", .number(.share), .value(.number("0.5")),
          "Probability of a jump upwards."
        ).only("doubleExponential")),
      Term(FieldRule("btc", .block(move), .empty, "How it moves the log of Bitcoin's price.")),
      Term(FieldRule("eth", .block(move), .empty, "How it moves the log of Ether's price.")),
      Term(FieldRule("computeRent", .block(move), .empty, "How it moves the log of rent.")),
    ]
  ).called("jump", essential: ["intensity"])

  private static let move = Section(
    "market.jumps.NAME.FACTOR", "How an event moves one factor.",
    [
      FieldRule(
        "mean", .number(NumberRange(-10...10).usually(-1...1, or: .percent)), .zero, "Mean move."
      ).only("normal"),
      FieldRule(
        "sd", .number(NumberRange(0...10).usually(0...0.7, or: .percent)), .zero,
        "Standard deviation of the move."
      )
      .only("normal"),
      FieldRule(
        "up", .number(.meanJump), .zero,
        "Mean move upwards; below 1 for coins when jumps are compensated."
      ).only("doubleExponential"),
      FieldRule("down", .number(.meanJump), .zero, "Mean move downwards, as a size.")
        .only("doubleExponential"),
    ])
}

extension JumpShape {
  /// The law of a jump that has passed the rules.
  ///
  /// Its sizes lie factor by factor in the file and law by law here.
  fileprivate init(_ jump: Settled) {
    func sizes(_ key: String) -> [Double] {
      JumpFactor.allCases.map { jump.part($0.key).number(key) }
    }
    self =
      jump.text("shape") == "normal"
      ? .normal(mean: sizes("mean"), sd: sizes("sd"))
      : .doubleExponential(
        upProbability: jump.number("upProbability"), up: sizes("up"), down: sizes("down"))
  }
}
