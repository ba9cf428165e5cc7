// SPDX-License-Identifier: Apache-2.0
import Journal
import PlanningCycle

/// What a backup holds: the first entry of the file, in lines a person can read and `sha256sum` knows.
struct BackupManifest: Equatable {
  struct Entry: Equatable {
    /// `workspace.sqlite`, `chain.key`, `files/<digest>`.
    let name: String
    let size: Int
    let digest: Digest
  }

  static let name = "manifest.txt"
  static let version = 1
  private static let mark = "tongpin-backup "

  let events: Int64
  /// The newest event's digest: which state of the workspace this is.
  let head: Digest
  /// In the order in which they stand in the file.
  let entries: [Entry]

  var text: String {
    let lines = entries.map { "\($0.digest.hex)  \($0.size)  \($0.name)" }
    return ([Self.mark + String(Self.version), "events \(events)", "head \(head.hex)"] + lines).joined(separator: "\n") + "\n"
  }

  init(events: Int64, head: Digest, entries: [Entry]) {
    self.events = events
    self.head = head
    self.entries = entries
  }

  /// - Throws: `backupForeign` for a text that is no manifest, `newerSchema` for one of a later program, `backupDamaged`.
  init(_ text: String, path: String) throws(StoreError) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let first = lines.first, first.hasPrefix(Self.mark), let version = Int(first.dropFirst(Self.mark.count)) else {
      throw StoreError(
        .backupForeign, subject: path, detail: "Its \(Self.name) is not one of Tongpin's.",
        hint: "Name the file that tongpin backup wrote.")
    }
    guard version <= Self.version else {
      throw StoreError(
        .newerSchema, subject: path, detail: "It is a backup of form \(version); this program knows \(Self.version).",
        hint: "Restore it with the program that wrote it, or a later one.")
    }
    guard lines.count >= 4, lines.last == "", let events = Self.value("events ", lines[1]).flatMap({ Int64($0) }),
      let head = Self.value("head ", lines[2]).flatMap({ Digest(hex: $0) })
    else { throw Self.damaged(path) }
    var entries: [Entry] = []
    for line in lines[3..<lines.count - 1] {
      let parts = line.split(separator: " ").map(String.init)
      guard parts.count == 3, let digest = Digest(hex: parts[0]), let size = Int(parts[1]), size >= 0,
        Self.isOurs(parts[2]), !entries.contains(where: { $0.name == parts[2] })
      else { throw Self.damaged(path) }
      entries.append(Entry(name: parts[2], size: size, digest: digest))
    }
    self.init(events: events, head: head, entries: entries)
  }

  private static func value(_ prefix: String, _ line: String) -> String? {
    line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : nil
  }

  private static func damaged(_ path: String) -> StoreError {
    StoreError(
      .backupDamaged, subject: path, detail: "Its \(name) cannot be read.", hint: "Take another copy of the backup.")
  }

  /// The names a data folder has; nothing else is ever written when restoring, whatever a file calls its entries.
  private static func isOurs(_ name: String) -> Bool {
    if ["workspace.sqlite", "journal-0001.log", "chain.key"].contains(name) { return true }
    return name.hasPrefix("files/") && Digest(hex: String(name.dropFirst(6))) != nil
  }
}
