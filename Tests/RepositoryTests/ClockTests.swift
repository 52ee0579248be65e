import Testing

/// Saves, limits and timings must not move when somebody sets the clock.
@Suite struct ClockTests {
  /// Ways to ask for the time of day in Swift, Dispatch, Foundation and C.
  private let wallClocks =
    #/\bDate\(|\bDate\.now|timeIntervalSince|wallDeadline|DispatchWallTime|gettimeofday|CLOCK_REALTIME|\btime\(nil\)|CFAbsoluteTime/#

  @Test func nothingAsksForTheTimeOfDay() throws {
    for file in Repository.files(in: "Sources", withSuffix: ".swift") {
      let found = try Repository.text(file).firstMatch(of: wallClocks).map { String($0.0) }
      // Dates of scenarios are plain text and numbers of days.
      #expect(found == nil, "\(file)")
    }
  }
}
