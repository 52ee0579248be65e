/// A lender's limits on single names, tenants, values of tags and the whole book.
public struct BookLimits: Sendable, Equatable {
  /// Bounds of one name; nil is no bound.
  public struct Bounds: Sendable, Equatable {
    /// The name; empty where all are meant.
    public var name = ""
    /// Probability of default; for the value of a tag, that any of its miners defaults.
    public var pd: Double?
    /// `heldShare` times principal in dollars.
    public var heldPrincipalUSD: Double?
    /// `heldShare` times principal and commitments that are not drawn yet, in dollars.
    public var heldOrCommittedUSD: Double?
    /// Expected loss in dollars.
    public var expectedLossUSD: Double?
    /// Contribution to expected shortfall at 99 % in dollars.
    public var shortfall99USD: Double?
    /// Contracted revenue in dollars a year.
    public var revenueUSDPerYear: Double?

    /// No bounds.
    public init(name: String = "") { self.name = name }
  }

  /// Bounds of every name of a kind, with exceptions for some names.
  public struct Group: Sendable, Equatable {
    /// The tag whose values the names are; empty for miners and tenants.
    public var name = ""
    /// The bounds of every name that is not among the exceptions.
    public var bounds = Bounds()
    /// Bounds of single names, which hold instead of the common ones.
    public var exceptions: [Bounds] = []

    /// No bounds.
    public init(name: String = "") { self.name = name }

    /// Whether any name has a bound.
    package var isUsed: Bool { !exceptions.isEmpty || bounds != Bounds() }

    /// The bounds of a name.
    public func bounds(of name: String) -> Bounds {
      exceptions.first { $0.name == name } ?? bounds
    }
  }

  /// Unexpected loss of the portfolio in dollars at the levels of `loss_quantiles.csv`.
  public struct Unexpected: Sendable, Equatable {
    /// At 95, 99, 99.5 and 99.9 %; nil is no bound.
    public var at95, at99, at995, at999: Double?

    /// No bounds.
    public init() {}

    /// The bounds by level in thousandths.
    public var byLevel: [(thousandths: Int, usd: Double)] {
      [(950, at95), (990, at99), (995, at995), (999, at999)].compactMap { level, bound in
        bound.map { (level, $0) }
      }
    }
  }

  /// Limits of each miner.
  public var singleName = Group()
  /// Limits of each named tenant.
  public var tenant = Group()
  /// Limits of each value of a tag, one group per tag.
  public var tags: [Group] = []
  /// Limits on the portfolio's unexpected loss.
  public var unexpectedLoss = Unexpected()
  /// Limit on the portfolio's expected loss in dollars; nil is no bound.
  public var expectedLossUSD: Double?

  /// No limits.
  public init() {}
}

extension BookLimits.Group {
  /// The group with the names of its exceptions as a book spells them, and what is wrong with any of them.
  ///
  /// - Parameters:
  ///   - names: The book's names of this kind.
  ///   - path: The group's place in the file.
  package func spelled(
    among names: [String], _ path: String
  ) -> (group: BookLimits.Group, problems: [String]) {
    let nouns = ["singleName": "a miner of the book", "tenant": "a tenant of the book"]
    var (group, problems, seen) = (self, [String](), Set<String>())
    for (index, typed) in exceptions.map(\.name).enumerated() {
      let found = "found \(Excerpt.quoted(typed))"
      guard let place = TypedName.place(of: typed, among: names) else {
        let noun = nouns[path] ?? "a value of this tag"
        problems.append(
          "\(path).except: expected the name of \(noun), \(found)"
            + Suggestion.hint(for: typed, among: names))
        continue
      }
      group.exceptions[index].name = names[place]
      if !seen.insert(names[place]).inserted {
        problems.append("\(path).except: expected each name once, \(found) again")
      }
    }
    return (group, problems)
  }
}
