import CreditBasics

/// Follows `extends` from a file to the files below it and merges them.
struct Inheritance {
  static let longestChain = 64

  private var chain: [(name: String, canonical: String)] = []
  private var duplicates: [Issue] = []
  private var layers: [Node] = []

  /// Merges a text and everything that it extends.
  ///
  /// - Returns: The merged root, problems with its keys and names, and notes.
  /// - Throws: Syntax errors and files that cannot be read, with duplicate keys seen until then.
  static func merged(
    _ bytes: [UInt8], name: String
  ) throws(ScenarioError) -> (root: Node, issues: [Issue], notes: [Warning]) {
    var inheritance = Inheritance()
    do {
      try inheritance.add(bytes, name: name)
    } catch {
      throw ScenarioError(inheritance.duplicates + [error])
    }
    var merged: Node?
    var issues = inheritance.duplicates
    var notes: [Warning] = []
    for layer in inheritance.layers.reversed() {
      if let merged {
        let outcome = NameChanges(of: layer, to: merged).outcome(in: layer)
        issues += outcome.issues
        notes += outcome.notes
      }
      merged = MergePatch.apply(layer, to: merged)
    }
    guard var root = merged else { throw ScenarioError([]) }
    // Keys that the merged scenario lacks are reported at the file that was asked for.
    root.position = inheritance.layers[0].position
    return (root, issues, notes)
  }

  private mutating func add(_ bytes: [UInt8], name: String) throws(Issue) {
    let source = SourceText(name: name, order: layers.count)
    chain.append((name, FileText.canonical(name)))
    var parser = try JSON5Parser(bytes, source: source)
    defer { duplicates += parser.duplicates }
    var root = try parser.document()
    guard root.block != nil else {
      throw Issue(root.position, "expected an object, found \(root.found)")
    }
    let parent = root["extends"]
    root["extends"] = nil
    layers.append(root)
    if let parent { try follow(parent, from: name) }
  }

  private mutating func follow(_ parent: Node, from name: String) throws(Issue) {
    if case .null = parent.value { return }
    func refuse(_ message: String) -> Issue {
      Issue(parent.position, path: "extends", message)
    }
    guard let relative = parent.text, !relative.isEmpty else {
      throw refuse("expected the name of a file in quotes, found \(parent.found)")
    }
    let path = FileText.path(relative, besides: name)
    let canonical = FileText.canonical(path)
    if let start = chain.firstIndex(where: { $0.canonical == canonical }) {
      let cycle = (chain[start...].map(\.name) + [path]).map(Excerpt.oneLine).joined(
        separator: " → ")
      throw refuse("expected a chain that ends, found the cycle \(cycle)")
    }
    guard chain.count < Self.longestChain else {
      throw refuse("expected a chain of at most \(Self.longestChain) files, found more")
    }
    let bytes: [UInt8]
    do {
      bytes = try FileText.read(path)
    } catch {
      throw refuse("expected a readable file, found \(Excerpt.quoted(path)): \(error.reason)")
    }
    try add(bytes, name: path)
  }
}
