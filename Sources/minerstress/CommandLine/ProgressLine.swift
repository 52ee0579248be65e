import Dispatch
import Foundation
import StressEngine

/// The live line of a run: paths done, paths a second, time left.
///
/// A line redrawn on a terminal, a plain line every 30 s otherwise, none if quiet; and a line whenever
/// SIGUSR1 asks for one.
final class ProgressLine {
  private let timer: (any DispatchSourceTimer)?
  private let asked: any DispatchSourceSignal
  private let isTerminal: Bool

  /// Shows the progress of one run.
  convenience init(_ progress: RunProgress, paths: Int, name: String, isQuiet: Bool) {
    let watch = Stopwatch()
    let before = progress.finishedPaths
    self.init(isQuiet: isQuiet) {
      Self.text(
        progress.finishedPaths, of: paths, seconds: watch.seconds, name: name, before: before)
    }
  }

  /// Shows a text, which is made anew whenever it is drawn.
  init(isQuiet: Bool, _ text: @escaping @Sendable () -> String) {
    let isTerminal = Console.isTerminal
    self.isTerminal = isTerminal && !isQuiet
    let queue = DispatchQueue(label: "minerstress.progress")
    asked = DispatchSource.makeSignalSource(signal: SIGUSR1, queue: queue)
    asked.setEventHandler { Console.note(text()) }
    asked.activate()
    guard !isQuiet else {
      timer = nil
      return
    }
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + (isTerminal ? 0.5 : 30), repeating: isTerminal ? 0.5 : 30)
    timer.setEventHandler {
      if isTerminal { Console.redraw(text()) } else { Console.note(text()) }
    }
    timer.activate()
    self.timer = timer
  }

  /// Stops drawing and leaves a clean line.
  func end() {
    timer?.cancel()
    asked.cancel()
    if isTerminal { Console.redraw("") }
  }

  /// One line of progress; `before` paths were done before the clock started.
  static func text(
    _ done: Int, of paths: Int, seconds: Double, name: String, before: Int = 0
  ) -> String {
    let share = Double(done) / Double(max(1, paths))
    let rate = seconds > 0 ? Double(done - before) / seconds : 0
    let left = rate > 0 ? duration(Double(paths - done) / rate) + " left" : "starting"
    return "\(name): \(Int(share * 100)) % of \(paths) paths, \(Int(rate)) paths/s, \(left)"
  }

  /// Seconds as `42 s`, `3 min 10 s` or `2 h 5 min`.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}
