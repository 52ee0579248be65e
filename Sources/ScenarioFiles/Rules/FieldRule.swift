import CreditBasics

/// One key of the scenario format: everything that reading, error texts and the reference need.
struct FieldRule: Sendable {
  var key: String
  var kind: FieldKind
  var absent: Absent
  /// One sentence for the reference.
  var meaning: String
  /// The variant of its section to which the key belongs; nil for all.
  var variant: String?
  /// The placeholder after reading, for numbers, words and flags, which are the same in every
  /// object; else nil.
  let settled: Node.Value?

  init(_ key: String, _ kind: FieldKind, _ absent: Absent, _ meaning: String) {
    self.key = key
    self.kind = kind
    self.absent = absent
    self.meaning = meaning
    settled = RuleReader.settled(absent, kind)
  }

  /// The same key, for one variant of its section only.
  func only(_ variant: String) -> FieldRule {
    var copy = self
    copy.variant = variant
    return copy
  }
}

/// What a field holds.
indirect enum FieldKind: Sendable {
  case number(NumberRange)
  case integer(ClosedRange<Int>)
  /// Any unsigned 64-bit number.
  case seed
  case flag
  /// A name that can be part of a path of files.
  case name
  /// One of these words; it may select the variant of its section.
  case choice([String], selects: Bool)
  /// Coins in an order, each at most once.
  case coins
  /// The date that is time 0.
  case asOf
  /// A date on or after `asOf`.
  case date
  /// Dates on or after `asOf`, each once.
  case dates
  /// A word, or an object of dated shares.
  case amortisation
  /// An object of numbers by date, on or after `asOf`.
  case dated(NumberRange)
  /// The name of a table, or its rows by date, before or after `asOf`.
  case given(Section)
  /// A name defined elsewhere in the scenario.
  case reference(NameSpace)
  /// A name defined elsewhere in the scenario, or a list of such names in rank order.
  case references(NameSpace)
  case block(Section)
  /// An object keyed by free names.
  case named(Section, count: ClosedRange<Int>, reserved: [String])
  /// An object keyed by names defined elsewhere.
  case map(NameSpace, FieldKind)
  /// An object of up to 100 values keyed by free names.
  case labelled(FieldKind)
  /// A day of the calendar, before or after `asOf`.
  case day
  /// Free text.
  case text
}

/// Where names are defined.
enum NameSpace: Sendable, Hashable {
  case regime, gpu, tenant, miner, tranche, order, driver

  /// What one of the names stands for, with its article.
  var noun: String {
    switch self {
    case .regime: "a regime"
    case .gpu: "a GPU class"
    case .tenant: "a tenant"
    case .miner: "a miner"
    case .tranche: "a tranche of this miner"
    case .order: "an order of this miner"
    case .driver: "a driver"
    }
  }
}

/// What holds when a key is absent.
enum Absent: Sendable {
  case required
  /// Nothing is filled in; the words say what that means.
  case nothing(String)
  case value(Node.Value)
  /// The value depends on the section's variant.
  case byVariant([String: Node.Value], otherwise: Node.Value)
  /// Filled in from other fields; the words say how.
  case computed(String)

  static let zero = Absent.value(.number("0"))
  static let one = Absent.value(.number("1"))
  /// An object of placeholders.
  static let empty = Absent.value(.block(Block()))
}

/// A kind of object in the scenario format, with all its keys.
struct Section: Sendable {
  /// Its path in the reference, names in capitals.
  var path: String
  /// A sentence for the reference.
  var meaning: String
  let fields: [FieldRule]
  /// Number of keys that an object has with no optional key written: all but those that may stay
  /// absent.
  let filledCount: Int
  /// The word for one thing of this kind, where such things have names.
  var noun = "thing"
  /// Keys, besides required ones, without which a new thing of this kind would be pointless.
  var essential: [String] = []

  init(_ path: String, _ meaning: String, _ fields: [FieldRule]) {
    self.path = path
    self.meaning = meaning
    self.fields = fields
    filledCount = fields.count { if case .nothing = $0.absent { false } else { true } }
  }

  /// The same section for things with names.
  func called(_ noun: String, essential: [String] = []) -> Section {
    var copy = self
    copy.noun = noun
    copy.essential = essential
    return copy
  }

  /// The field whose word selects the variant, with its key.
  var selector: FieldRule? {
    fields.first { if case .choice(_, selects: true) = $0.kind { true } else { false } }
  }
}

extension FieldKind {
  /// The kind in words, as messages show it after «expected».
  var words: String {
    switch self {
    case .number(let range): range.words
    case .integer(let range):
      "a whole number, \(Thousands.grouped(range.lowerBound)) to "
        + Thousands.grouped(range.upperBound)
    case .seed: "a whole number, 0 to 18446744073709551615"
    case .flag: "true or false"
    case .name:
      "a name of 1 to 100 characters in quotes, without slashes or control characters, "
        + "other than . and .."
    case .choice(let words, _): Self.either(words)
    case .coins: "an array of coins, each of \"btc\" and \"eth\" at most once"
    case .asOf, .date: "a date \"YYYY-MM-DD\", 1900 to 2200"
    case .dates: "an array of dates \"YYYY-MM-DD\""
    case .amortisation: Self.either(Self.amortisations) + ", or an object of dated shares"
    case .dated(let range): "an object by date \"YYYY-MM-DD\": \(range.words)"
    case .given: "the name of a table in quotes, or an object by date \"YYYY-MM-DD\""
    case .reference(let space): "the name of \(space.noun)"
    case .references(let space): "the name of \(space.noun), or a list of names, each once"
    case .block, .named, .map, .labelled: "an object"
    case .day: "a date \"YYYY-MM-DD\", 1900 to 2200"
    case .text: "text of 1 to 100 characters in quotes, without control characters"
    }
  }

  static let amortisations = ["bullet", "straightLine", "annuity"]

  private static func either(_ words: [String]) -> String {
    let quoted = words.map(Excerpt.quoted)
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }
}
