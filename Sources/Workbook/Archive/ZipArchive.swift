/// Several files in one by the ZIP format, stored as they are.
///
/// They are not compressed: a workbook is opened where it was written, and its bytes thus depend on no library's
/// version. Every entry carries the same date, the format's first.
///
/// Source: PKWARE, *.ZIP File Format Specification* 6.3.10 (2022), sections 4.3.7, 4.3.12 and 4.3.16.
package struct ZipArchive {
  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  /// Most bytes of an archive without the extension for greater ones.
  package static let mostBytes = Int(UInt32.max)

  package init() {}

  /// Adds a file; names are ASCII.
  ///
  /// - Throws: `ArchiveTooLarge` when the archive would pass 4 GiB or 65,535 files.
  package mutating func add(_ name: String, _ bytes: [UInt8]) throws {
    let needed = body.count + directory.count + bytes.count + 2 * name.utf8.count + 200
    guard needed <= Self.mostBytes, count < .max else { throw ArchiveTooLarge() }
    let place = UInt32(body.count)
    let description = Self.description(name, bytes)
    Self.append(UInt32(0x0403_4b50), to: &body)
    body += description
    body += name.utf8
    body += bytes

    Self.append(UInt32(0x0201_4b50), to: &directory)
    Self.append(Self.version, to: &directory)
    directory += description
    // No comment, first disk, no attributes.
    for _ in 0..<3 { Self.append(UInt16(0), to: &directory) }
    Self.append(UInt32(0), to: &directory)
    Self.append(place, to: &directory)
    directory += name.utf8
    count += 1
  }

  package var bytes: [UInt8] {
    var all = body
    all.reserveCapacity(body.count + directory.count + 22)
    all += directory
    Self.append(UInt32(0x0605_4b50), to: &all)
    for number in [0, 0, count, count] { Self.append(number, to: &all) }
    Self.append(UInt32(directory.count), to: &all)
    Self.append(UInt32(body.count), to: &all)
    Self.append(UInt16(0), to: &all)
    return all
  }

  /// What both headers of a file say: version, flags, method, date, checksum, sizes.
  private static func description(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    append(version, to: &text)
    // No flags; stored; midnight of the first of January 1980.
    for number: UInt16 in [0, 0, 0, 0x21] { append(number, to: &text) }
    append(CRC32.checksum(bytes), to: &text)
    append(UInt32(bytes.count), to: &text)
    append(UInt32(bytes.count), to: &text)
    append(UInt16(name.utf8.count), to: &text)
    append(UInt16(0), to: &text)
    return text
  }

  /// Version 2.0 of the format: directories.
  private static let version: UInt16 = 20

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }
}

/// A file that does not fit into an archive.
package struct ArchiveTooLarge: Error, CustomStringConvertible {
  package let description =
    "the workbook would be greater than 4 GiB; leave out path_losses.csv, or name fewer tables "
    + "with --only"
}
