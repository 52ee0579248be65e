import CreditBasics

/// A key of the scenario format with the property that it fills: its rule, and the way in and out.
struct Term<Subject: Sendable>: Sendable {
  var rule: FieldRule
  /// Fills the property from what has passed the rules; leaves it as it is when nothing is said.
  let fill: @Sendable (inout Subject, Settled) -> Void
  /// The property as a file would write it; nil when a file would say nothing.
  let written: @Sendable (Subject, Writing) -> Node.Value?

  /// A term of which reading and writing are written out.
  init(
    _ rule: FieldRule, fill: @escaping @Sendable (inout Subject, Settled) -> Void,
    written: @escaping @Sendable (Subject, Writing) -> Node.Value?
  ) {
    self.rule = rule
    self.fill = fill
    self.written = written
  }

  /// A value.
  init<Value: TermValue>(
    _ key: String, _ kind: FieldKind, _ absent: Absent, _ meaning: String,
    _ property: any WritableKeyPath<Subject, Value> & Sendable
  ) {
    self.init(FieldRule(key, kind, absent, meaning)) { subject, part in
      if let value = Value(part, key) { subject[keyPath: property] = value }
    } written: { subject, writing in
      subject[keyPath: property].written(kind, writing)
    }
  }

  /// A part with keys of its own.
  init<Part: Sendable>(
    _ key: String, _ terms: Terms<Part>, _ absent: Absent, _ meaning: String,
    _ property: any WritableKeyPath<Subject, Part> & Sendable
  ) {
    self.init(FieldRule(key, .block(terms.section), absent, meaning)) { subject, part in
      if let inner = part.optionalPart(key) { terms.fill(&subject[keyPath: property], inner) }
    } written: { subject, writing in
      .block(terms.written(subject[keyPath: property], writing))
    }
  }

  /// A part that may be absent.
  init<Part: Sendable>(
    _ key: String, _ terms: Terms<Part>, _ absent: Absent, _ meaning: String,
    _ property: any WritableKeyPath<Subject, Part?> & Sendable
  ) {
    self.init(FieldRule(key, .block(terms.section), absent, meaning)) { subject, part in
      subject[keyPath: property] = part.optionalPart(key).map(terms.value)
    } written: { subject, writing in
      subject[keyPath: property].map { .block(terms.written($0, writing)) }
    }
  }

  /// An object of which the keys fill properties of the same subject.
  init(_ key: String, within terms: Terms<Subject>, _ absent: Absent, _ meaning: String) {
    self.init(FieldRule(key, .block(terms.section), absent, meaning)) { subject, part in
      if let inner = part.optionalPart(key) { terms.fill(&subject, inner) }
    } written: { subject, writing in
      let block = terms.written(subject, writing)
      return block.members.isEmpty ? nil : .block(block)
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
    } written: { subject, writing in
      var block = Block()
      for item in subject[keyPath: property] {
        let node = writing.node(.block(terms.written(item, writing)))
        writing.set(item[keyPath: name], node, in: &block)
      }
      return .block(block)
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
      Term<Whole>(term.rule) { whole, settled in
        term.fill(&whole[keyPath: part], settled)
      } written: { whole, writing in
        term.written(whole[keyPath: part], writing)
      }
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

  /// An object as a file would write it.
  func written(_ subject: Subject, _ writing: Writing) -> Block {
    var block = Block()
    for term in terms {
      if let value = term.written(subject, writing) {
        block.set(term.rule.key, writing.node(value))
      }
    }
    return block
  }
}
