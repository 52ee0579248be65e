import BenchmarkWorkloads
import Testing

/// Every workload with a theory agrees with it, whatever the threads.
@Suite struct WorkloadReferenceTests {
  @Test func pathsAgreeWithTheoryOnAnyNumberOfThreads() throws {
    let workload = PathsWorkload(paths: 8192)
    let one = try workload.measure(threads: 1, repetitions: 1).statistics
    let two = try workload.measure(threads: 2, repetitions: 1).statistics
    #expect(one.map(\.moments.mean) == two.map(\.moments.mean))
    #expect(one.count == 5)
    #expect(one.allSatisfy { $0.exact != nil })
  }

  @Test func booksAgreeWithTheory() throws {
    let statistics = try BooksWorkload(paths: 8192).measure(threads: 2, repetitions: 1).statistics
    #expect(statistics.filter { $0.exact != nil }.count == 5)
  }

  @Test(arguments: FunctionWorkload.Function.allCases)
  func functionsHaveTheMeanOfTheirLaw(_ function: FunctionWorkload.Function) throws {
    _ = try FunctionWorkload(function, values: 1 << 20).measure(threads: 1, repetitions: 1)
  }
}
