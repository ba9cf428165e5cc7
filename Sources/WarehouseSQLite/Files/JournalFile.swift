// SPDX-License-Identifier: Apache-2.0
import Glibc
import Journal
import PlanningCycle

/// The second witness: every event's bytes again, outside the database, synced before a command is
/// acknowledged.
///
/// 16 bytes `TONGPIN-JOURNAL1`, then records: length (4), CRC-32C of the event's bytes (4), the event's
/// bytes; big-endian. A database whose
/// log lost its end does not notice it; this file does.
struct JournalFile: Sendable {
  let path: String
  private let handle: OpenFile
  private(set) var end = 0
  /// Bytes of an unfinished record that opening cut off.
  private(set) var tornBytes = 0

  private static let magic = Array("TONGPIN-JOURNAL1".utf8)
  private static let recordLimit = 64 << 20

  /// Makes an empty journal.
  static func create(_ path: String) throws(StoreError) { try FileSystem.writeWhole(path, magic) }

  /// Opens a journal and shows each event's bytes in order.
  ///
  /// An unfinished record at the end was never acknowledged: it is cut off (only where `repairs`).
  /// - Throws: `damaged` when a record before the end is not what was written.
  init(_ path: String, repairs: Bool, visit: (Int64, [UInt8]) throws(StoreError) -> Void) throws(StoreError) {
    self.path = path
    handle = try OpenFile(path, repairs ? O_RDWR : O_RDONLY)
    let file = handle.number
    let bytes = try FileSystem.read(file, path)
    guard bytes.starts(with: JournalFile.magic) else {
      throw StoreError(.damaged, subject: path, detail: "It does not begin as a journal does.")
    }
    var offset = JournalFile.magic.count
    var count: Int64 = 0
    while offset < bytes.count {
      guard let length = JournalFile.number(bytes, offset), let sum = JournalFile.number(bytes, offset + 4),
        length <= JournalFile.recordLimit, offset + 8 + length <= bytes.count
      else { break }
      let record = Array(bytes[offset + 8..<offset + 8 + length])
      guard CRC32C.checksum(record) == UInt32(sum) else {
        if offset + 8 + length == bytes.count { break }
        throw StoreError(
          .damaged, subject: path, detail: "Record \(count + 1), at byte \(offset), is not what was written.",
          hint: "Restore the folder from a backup; tongpin verify names what differs.")
      }
      count += 1
      try visit(count, record)
      offset += 8 + length
    }
    end = offset
    tornBytes = bytes.count - offset
    if tornBytes > 0, repairs {
      // Kept beside, so that a record cut by mistake can still be looked at.
      try FileSystem.writeWhole(path + ".torn", Array(bytes[offset...]))
      guard ftruncate(file, off_t(offset)) == 0, fdatasync(file) == 0 else {
        throw FileSystem.failure(path, "cutting")
      }
    }
  }

  /// Appends events, durable when it returns.
  mutating func append(_ records: [[UInt8]]) throws(StoreError) {
    var bytes: [UInt8] = []
    for record in records {
      for number in [UInt32(record.count), CRC32C.checksum(record)] {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
      }
      bytes.append(contentsOf: record)
    }
    try FileSystem.write(handle.number, path, bytes, at: end)
    guard fdatasync(handle.number) == 0 else {
      throw StoreError(.outcomeUnknown, subject: path, detail: "Syncing the journal failed.")
    }
    end += bytes.count
  }

  private static func number(_ bytes: [UInt8], _ offset: Int) -> Int? {
    guard offset + 4 <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[offset..<offset + 4] { value = value << 8 | Int(byte) }
    return value
  }
}

/// A file that is closed with its last owner.
final class OpenFile: Sendable {
  let number: Int32

  /// - Parameter flags: of open(2); the file never passes to child processes.
  init(_ path: String, _ flags: Int32) throws(StoreError) {
    number = open(path, flags | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw FileSystem.failure(path, "opening") }
  }

  deinit { close(number) }
}
