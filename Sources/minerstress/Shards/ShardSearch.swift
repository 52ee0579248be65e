import CreditBasics
import Reporting
import RunFiles

/// The shards under some directories, by what their files say.
struct ShardSearch {
  /// What a shard's file that is whole says of itself; what it holds is read when it is joined.
  struct Found {
    let path: String
    let header: TallyFile.Header
    let blocks: BlockSet
  }

  /// Whole shards, in the order of their blocks.
  private(set) var found: [Found] = []
  /// Files that cannot be used: whose they are by their directory's name, and a line about each.
  private(set) var damaged: [(shard: Shard?, line: String)] = []
  /// Shards that are being worked on, or were left unfinished: their directories.
  private(set) var unfinished: [(shard: Shard, directory: String)] = []
  /// Which builds have written whole shards, and what is saved of others.
  var makers: [RunIdentity] {
    found.map(\.header.identity) + unfinished.flatMap { OtherBuild.makers(of: $0.directory) }
  }

  /// Looks into each directory, and into the directories in it.
  init(_ directories: [String]) throws {
    for directory in directories {
      guard FilePlace.kind(directory) == .directory else {
        throw CommandFailure(.failed, "\(directory): no such directory")
      }
      look(in: directory)
      for name in try FilePath.entries(of: directory) {
        look(in: "\(directory)/\(name)")
        if name.hasPrefix("."), name.hasSuffix(".checkpoint") {
          let own = name.dropFirst().dropLast(".checkpoint".count)
          let isSaved = !CheckpointDirectory.fileNames("\(directory)/\(name)").isEmpty
          if isSaved, let shard = Shard(directoryName: own) {
            unfinished.append((shard, "\(directory)/\(own)"))
          }
        }
      }
    }
    found.sort {
      ($0.blocks.ranges.first?.lowerBound ?? 0, $0.path)
        < ($1.blocks.ranges.first?.lowerBound ?? 0, $1.path)
    }
  }

  private mutating func look(in directory: String) {
    let path = ShardDirectory.file(in: directory)
    guard FilePath.exists(path) else { return }
    let shard = Shard(directoryName: FilePath.name(of: directory))
    do {
      let file = try TallyFile(contentsOf: path)
      if let shard, !file.isPart(shard.index, of: shard.count) {
        damaged.append((shard, "\(path) is of another shard: \(file.header.part)"))
        return
      }
      var header = file.header
      // One scenario is kept for all shards of a run: that of a large book is large.
      if let first = found.first?.header.identity, first == header.identity {
        header.identity = first
      }
      found.append(Found(path: path, header: header, blocks: file.blocks))
    } catch {
      damaged.append((shard, "\(path) \(error)"))
    }
  }

  /// The shards of one division that make a whole run by themselves, with the file paths of the
  /// others; all shards, and no others, where there is no such division.
  func wholeDivision(blockCount: (Found) -> Int?) -> (search: ShardSearch, aside: [String]) {
    let divisions = Dictionary(grouping: found) { $0.header.shardCount ?? 1 }
    for (_, parts) in divisions.sorted(by: { $0.key > $1.key }) {
      let header = parts[0].header
      let areAlike = parts.allSatisfy { $0.header.identity == header.identity }
      let blocks = parts.reduce(into: (set: BlockSet(), count: 0)) { sum, part in
        sum.set = sum.set.union(part.blocks)
        sum.count += part.blocks.count
      }
      guard areAlike, parts.count < found.count, blocks.count == blocks.set.count,
        let total = blockCount(parts[0]), blocks.set == BlockSet(0..<total)
      else { continue }
      var whole = self
      whole.found = parts
      let aside = found.map(\.path).filter { path in !parts.contains { $0.path == path } }
      return (whole, aside)
    }
    return (self, [])
  }
}
