import Foundation
import Reporting

/// The batch scripts of a run on a Slurm cluster: an array of shards, and the merge after it.
struct ClusterJob {
  /// The scenario's name.
  let name: String
  /// What Slurm calls the job.
  private var jobName: String { Self.safe(name) }

  /// Absolute path of the program.
  let program: String
  /// Absolute path of the result directory.
  let result: String
  /// Absolute path of the directory of the shards, with these scripts, the scenario and the logs.
  let directory: String
  static let shardsScript = "shards.sbatch"
  static let mergeScript = "merge.sbatch"
  static let scenario = "scenario.json"
  /// The directory of the logs as Slurm reads it, where a per cent sign begins a pattern.
  private var logs: String { directory.replacingOccurrences(of: "%", with: "%%") + "/logs" }

  let shards: Int
  let partition: String?
  let threads: Int
  /// Seconds after which a task saves its work and asks to be started again.
  let timeLimit: Int?

  /// The script of a task of the array, which may safely be started again, or twice at once.
  var shardsText: String {
    // The number of parts is given too: a task that is submitted again by itself is then the same
    // part.
    var options = ["--shard auto/\(shards)", "--resume", "--quiet", "--threads \(threads)"]
    if let timeLimit { options.append("--time-limit \(timeLimit)") }
    let header = sbatch([
      "--job-name=\(jobName)", "--array=0-\(shards - 1)", "--cpus-per-task=\(threads)",
      "--requeue", "--open-mode=append", "--output=\"\(logs)/shard-%a.log\"",
    ])
    return header + """
      part=shard-"$SLURM_ARRAY_TASK_ID"-of-\(shards)
      # What is saved of this part: the names of its files, of which none is used twice.
      saved() { (cd \(ShellWord.single(directory)) && ls -d ".$part.checkpoint"/segment-* "$part" 2> /dev/null); }
      before=$(saved)
      # Slurm sends SIGTERM to this shell and to the program, which saves its work; wait for it.
      trap : TERM
      start=$SECONDS
      \(ShellWord.single(program)) run \(ShellWord.single("\(directory)/\(Self.scenario)")) \\
        --out \(ShellWord.single(directory)) \(options.joined(separator: " "))
      status=$?
      \(giveUp)# 75: stopped with the work saved, or another copy of this task is still at work, or has just ended.
      cd \(ShellWord.single(directory))
      if [ "$status" -eq 75 ] && { [ -e ".$part.checkpoint" ] || [ -e "$part" ]; }; then
        sleep 5
        scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
      fi
      exit "$status"

      """
  }

  /// The lines that end a task that has saved nothing within its time limit, with a status that no scheduler takes for a wish to
  /// be started again; empty without a limit.
  private var giveUp: String {
    guard let timeLimit else { return "" }
    return """
      # A time limit within which nothing more was saved is too short for any work, and would be again.
      if [ "$status" -eq 75 ] && [ "$((SECONDS - start))" -ge \(timeLimit) ] && [ "$(saved)" = "$before" ]; then
        echo "$part: nothing was saved within --time-limit \(timeLimit), too short for a block of paths:" >&2
        echo "it is not started again; submit the run again with a longer --time-limit" >&2
        exit 1
      fi

      """
  }

  /// The script of the merge, which checks for itself that every shard is there and whole.
  var mergeText: String {
    sbatch([
      "--job-name=\(jobName)-merge", "--cpus-per-task=1", "--requeue", "--open-mode=append",
      "--output=\"\(logs)/merge.log\"",
    ]) + """
      exec \(ShellWord.single(program)) merge \(ShellWord.single(directory)) --out \(ShellWord.single(result)) --resume

      """
  }

  private func sbatch(_ options: [String]) -> String {
    let all = options + (partition.map { ["--partition=\($0)"] } ?? [])
    return "#!/bin/bash\n" + all.map { "#SBATCH \($0)\n" }.joined()
  }

  /// A name of letters, digits and hyphens, at most 64.
  static func safe(_ name: String) -> String {
    String(
      name.prefix(64).map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "-" })
  }

  /// Whether a path can stand in a script's options, which have no way to escape quotes and control
  /// characters.
  static func isWritable(_ path: String) -> Bool {
    path.unicodeScalars.allSatisfy {
      $0.properties.generalCategory != .control && !"\"\\".unicodeScalars.contains($0)
    }
  }
}
