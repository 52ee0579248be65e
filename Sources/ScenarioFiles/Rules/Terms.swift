/// A key of the scenario format: its rule, and how it fills a property.
struct Term<Subject: Sendable>: Sendable {
  var rule: FieldRule
  /// Fills the property from a part that has passed the rules; leaves it unchanged when the key is
  /// absent.
  let fill: @Sendable (inout Subject, Settled) -> Void

  /// A term with its own code for filling; without any it fills nothing.
  init(
    _ rule: FieldRule, fill: @escaping @Sendable (inout Subject, Settled) -> Void = { _, _ in }
  ) {
    self.rule = rule
    self.fill = fill
  }

  /// A term that fills a property with a value.
  init<Value: TermValue>(
    _ key: String, _ kind: FieldKind, _ absent: Absent, _ meaning: String,
    _ property: any WritableKeyPath<Subject, Value> & Sendable
  ) {
    self.init(FieldRule(key, kind, absent, meaning)) { subject, part in
      if let value = Value(part, key) { subject[keyPath: property] = value }
    }
  }

  /// A term for the name of a thing in a list, which fills a property with its index there.
  init(
    _ key: String, naming space: NameSpace, _ absent: Absent, _ meaning: String,
    _ property: any WritableKeyPath<Subject, Int?> & Sendable
  ) {
    self.init(FieldRule(key, .reference(space), absent, meaning)) { subject, part in
      subject[keyPath: property] = part.place(key, in: space)
    }
  }

  /// A term for one number by each of the names of a list.
  init(
    _ key: String, by space: NameSpace, _ kind: FieldKind, _ absent: Absent, _ meaning: String,
    _ property: any WritableKeyPath<Subject, [Double]> & Sendable
  ) {
    self.init(FieldRule(key, .map(space, kind), absent, meaning)) { subject, part in
      subject[keyPath: property] = part.numbers(key, by: space)
    }
  }

  /// A term for a part with keys of its own.
  init<Part: Sendable>(
    _ key: String, _ terms: Terms<Part>, _ absent: Absent, _ meaning: String,
    _ property: any WritableKeyPath<Subject, Part> & Sendable
  ) {
    self.init(FieldRule(key, .block(terms.section), absent, meaning)) { subject, part in
      if let inner = part.optionalPart(key) { terms.fill(&subject[keyPath: property], inner) }
    }
  }

  /// A term for a part that may be absent.
  init<Part: Sendable>(
    _ key: String, _ terms: Terms<Part>, _ absent: Absent, _ meaning: String,
    _ property: any WritableKeyPath<Subject, Part?> & Sendable
  ) {
    self.init(FieldRule(key, .block(terms.section), absent, meaning)) { subject, part in
      subject[keyPath: property] = part.optionalPart(key).map(terms.value)
    }
  }

  /// A term for an object whose keys fill properties of the same subject.
  init(_ key: String, within terms: Terms<Subject>, _ absent: Absent, _ meaning: String) {
    self.init(FieldRule(key, .block(terms.section), absent, meaning)) { subject, part in
      if let inner = part.optionalPart(key) { terms.fill(&subject, inner) }
    }
  }

  /// A term for parts with names.
  init<Part: Sendable>(
    _ key: String, named terms: Terms<Part>, count: ClosedRange<Int>, reserved: [String] = [],
    _ absent: Absent, _ meaning: String,
    _ property: any WritableKeyPath<Subject, [Part]> & Sendable,
    name: any WritableKeyPath<Part, String> & Sendable
  ) {
    let kind = FieldKind.named(terms.section, count: count, reserved: reserved)
    self.init(FieldRule(key, kind, absent, meaning)) { subject, part in
      subject[keyPath: property] = terms.values(key, of: part, name: name)
    }
  }
}

/// The keys of one kind of object, each with the property that it fills.
struct Terms<Subject: Sendable>: Sendable {
  /// The rules, as reading, errors and the reference use them.
  private(set) var section: Section
  private let terms: [Term<Subject>]
  /// The value before any key is read; it remains where a key has no placeholder.
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

  /// The same terms for a whole that has this subject as a part, with the keys directly in the
  /// whole's object.
  func within<Whole>(
    _ part: any WritableKeyPath<Whole, Subject> & Sendable
  ) -> [Term<Whole>] {
    terms.map { term in
      Term<Whole>(term.rule) { whole, settled in term.fill(&whole[keyPath: part], settled) }
    }
  }

  /// Fills properties of an existing value.
  func fill(_ subject: inout Subject, _ part: Settled) {
    for term in terms { term.fill(&subject, part) }
  }

  /// The value of an object that has passed the rules.
  func value(_ part: Settled) -> Subject {
    var subject = blank
    fill(&subject, part)
    return subject
  }

  /// The values of the objects with names at a key.
  func values(
    _ key: String, of part: Settled, name: WritableKeyPath<Subject, String>
  ) -> [Subject] {
    part.named(key).map { item in
      var subject = value(item.part)
      subject[keyPath: name] = item.name
      return subject
    }
  }
}
