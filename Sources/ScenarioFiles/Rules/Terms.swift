/// A key of the scenario format with the property that it fills: its rule, and the way in.
struct Term<Subject: Sendable>: Sendable {
  var rule: FieldRule
  /// Fills the property from what has passed the rules; leaves it as it is when nothing is said.
  let fill: @Sendable (inout Subject, Settled) -> Void

  /// A term of which the reading is written out.
  init(_ rule: FieldRule, fill: @escaping @Sendable (inout Subject, Settled) -> Void) {
    self.rule = rule
    self.fill = fill
  }

  /// A value.
  init<Value: TermValue>(
    _ key: String, _ kind: FieldKind, _ absent: Absent, _ meaning: String,
    _ property: any WritableKeyPath<Subject, Value> & Sendable
  ) {
    self.init(FieldRule(key, kind, absent, meaning)) { subject, part in
      if let value = Value(part, key) { subject[keyPath: property] = value }
    }
  }

  /// The name of something in a list, as its place there.
  init(
    _ key: String, naming space: NameSpace, _ absent: Absent, _ meaning: String,
    _ property: any WritableKeyPath<Subject, Int?> & Sendable
  ) {
    self.init(FieldRule(key, .reference(space), absent, meaning)) { subject, part in
      subject[keyPath: property] = part.place(key, in: space)
    }
  }

  /// A part with keys of its own.
  init<Part: Sendable>(
    _ key: String, _ terms: Terms<Part>, _ absent: Absent, _ meaning: String,
    _ property: any WritableKeyPath<Subject, Part> & Sendable
  ) {
    self.init(FieldRule(key, .block(terms.section), absent, meaning)) { subject, part in
      if let inner = part.optionalPart(key) { terms.fill(&subject[keyPath: property], inner) }
    }
  }

  /// A part that may be absent.
  init<Part: Sendable>(
    _ key: String, _ terms: Terms<Part>, _ absent: Absent, _ meaning: String,
    _ property: any WritableKeyPath<Subject, Part?> & Sendable
  ) {
    self.init(FieldRule(key, .block(terms.section), absent, meaning)) { subject, part in
      subject[keyPath: property] = part.optionalPart(key).map(terms.value)
    }
  }

  /// An object of which the keys fill properties of the same subject.
  init(_ key: String, within terms: Terms<Subject>, _ absent: Absent, _ meaning: String) {
    self.init(FieldRule(key, .block(terms.section), absent, meaning)) { subject, part in
      if let inner = part.optionalPart(key) { terms.fill(&subject, inner) }
    }
  }

  /// Parts with names of their own.
  init<Part: Sendable>(
    _ key: String, named terms: Terms<Part>, count: ClosedRange<Int>, reserved: [String] = [],
    _ absent: Absent, _ meaning: String,
    _ property: any WritableKeyPath<Subject, [Part]> & Sendable,
    name: any WritableKeyPath<Part, String> & Sendable
  ) {
    let kind = FieldKind.named(terms.section, count: count, reserved: reserved)
    self.init(FieldRule(key, kind, absent, meaning)) { subject, part in
      subject[keyPath: property] = part.named(key).map { item in
        var value = terms.value(item.part)
        value[keyPath: name] = item.name
        return value
      }
    }
  }
}

/// The keys of one kind of object, each with the property that it fills.
struct Terms<Subject: Sendable>: Sendable {
  /// The rules, as reading, errors and the reference use them.
  private(set) var section: Section
  private let terms: [Term<Subject>]
  /// What a file that says nothing means, as far as no placeholder is filled in.
  private let blank: Subject

  init(_ path: String, _ meaning: String, blank: Subject, _ terms: [Term<Subject>]) {
    section = Section(path, meaning, terms.map(\.rule))
    self.terms = terms
    self.blank = blank
  }

  /// The same terms for things with names.
  func called(_ noun: String, essential: [String] = []) -> Terms {
    var copy = self
    copy.section = section.called(noun, essential: essential)
    return copy
  }

  /// The terms as those of something that has such a part, without an object of its own for it.
  func within<Whole>(
    _ part: any WritableKeyPath<Whole, Subject> & Sendable
  ) -> [Term<Whole>] {
    terms.map { term in
      Term<Whole>(term.rule) { whole, settled in term.fill(&whole[keyPath: part], settled) }
    }
  }

  /// Fills the properties of what is there already.
  func fill(_ subject: inout Subject, _ part: Settled) {
    for term in terms { term.fill(&subject, part) }
  }

  /// The value of an object that has passed the rules.
  func value(_ part: Settled) -> Subject {
    var subject = blank
    fill(&subject, part)
    return subject
  }
}
