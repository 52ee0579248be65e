import Reporting
import RunFiles

/// What is in the place of a run's result already.
extension RunJob {
  /// Finished work of the same inputs.
  enum Finished {
    case absent, whole
    case damaged(String)
  }

  /// What is in the directory.
  ///
  /// - Throws: `CommandFailure` for work of other inputs.
  func finished() throws -> Finished {
    guard shard == nil else { return try finishedShard() }
    let there = WrittenResult.state(of: directory, own: identity.scenario)
    if case .absent = there { return .absent }
    let reason = there.damage
    guard let found = there.identity else {
      throw CommandFailure(
        .failed,
        "\(reason ?? directory); replace it \(replacing), or choose another "
          + "directory with --out")
    }
    let own = try identity(besides: found)
    let differences = own.differences(from: found)
    if !differences.isEmpty {
      // The tables were written without their workbook, which the saved work can still make.
      if let workbook, own.withoutWorkbook == found, checkpoint.exists {
        return .damaged("\(directory) has no \(workbook)")
      }
      throw refusal(
        "the result in \(directory)", differences, own.isOfAnotherBuild(than: found),
        isOfAQuestion: found.isOfAQuestion)
    }
    return reason.map { .damaged($0) } ?? .whole
  }

  /// Whether a whole result is there and is to be kept, whatever its inputs.
  var keepsWholeResult: Bool {
    guard resumes, case .whole = WrittenResult.state(of: directory) else { return false }
    return true
  }

  private func finishedShard() throws -> Finished {
    let path = ShardDirectory.file(in: directory)
    guard FilePath.exists(path) else { return .absent }
    do {
      let file = try TallyFile(contentsOf: path)
      let differences = header.differences(from: file.header)
      guard differences.isEmpty else {
        let isOfAnotherBuild = header.identity.isOfAnotherBuild(than: file.header.identity)
        throw refusal("the shard in \(directory)", differences, isOfAnotherBuild)
      }
      return file.blocks == blocks ? .whole : .damaged("\(path) does not hold all of its part")
    } catch let error as TallyFileError {
      return .damaged("\(path) \(error)")
    }
  }

  /// What may be done with a result that is there: a damaged one of the same inputs is made again.
  var existing: ResultDirectory.Existing {
    if overwrites { return .replace }
    guard resumes, case .damaged = try? finished() else { return .refuse }
    return .replace
  }

  /// Whether something is in the place of the result that is not a result of these inputs.
  var isTaken: Bool {
    guard FilePath.exists(directory) else { return false }
    switch try? finished() {
    case nil: return true
    case .whole, .damaged: return false
    case .absent:
      return shard == nil && (try? ResultDirectory(directory).check(existing: .refuse)) == nil
    }
  }

  func checkPlace() throws {
    try checkpoint.check()
    if shard == nil {
      try ResultDirectory(directory).check(
        existing: existing, files: workbook.map { [$0] } ?? []
      ) {
        // A stopped --overwrite leaves both.
        let isOther = checkpoint.holdsOwnWork && (try? finished()) == nil
        return WrittenResult.inputs(of: directory, own: identity.scenario, resumes: true) {
          try identity(besides: $0)
        }
          + (isOther
            ? ", beside saved work of this run, with which --resume goes on once the result is moved away"
            : "")
      }
    } else {
      let place = FilePath.parent(of: directory)
      try shard?.checkDivision(place)
      // With --overwrite the parts of the old run are replaced one by one.
      if !overwrites {
        _ = try finished()
        try shard?.checkRun(place, identity, replacing)
      }
      try ShardDirectory.check(directory, overwrites: overwrites || resumes)
    }
  }
}
