// SPDX-License-Identifier: Apache-2.0

/// Folders of this machine into which other programs lay files. Only those below the directory that the server was given are looked at.
public protocol WatchedFolders: Sendable {
  /// What stands against watching a folder: it lies elsewhere, it is not there, a link leads out of it. nil when nothing does.
  func objection(to path: String) -> SourceFault?

  /// Files that lie in it now, by name. Hidden ones, links and those that carry the name of an unfinished copy (`.part`, `.tmp`) are left out.
  func files(in path: String) throws(SourceFault) -> [WatchedFile]

  /// What a file holds.
  ///
  /// - Throws: `busy` when it changed since it was listed: somebody still writes it; `tooLarge`.
  func bytes(of file: WatchedFile, in path: String) throws(SourceFault) -> [UInt8]

  /// Moves a file into the folder of its end, and lays what was noticed beside it as a text of the same name with `.txt` behind.
  func putAside(_ file: WatchedFile, in path: String, as end: WatchedFile.End, notes: String) throws(SourceFault)
}

/// A file as it was listed: two of them are equal when nobody wrote to it in between.
public struct WatchedFile: Hashable, Sendable {
  /// What becomes of a file; the name of the folder that it is moved into.
  public enum End: String, Sendable { case done, refused }

  public let name: String
  public let size: Int64
  /// Nanoseconds since 1970.
  public let changedAt: Int64
  /// Tells a file apart from another that took its name.
  public let number: UInt64

  public init(name: String, size: Int64, changedAt: Int64, number: UInt64) {
    self.name = name
    self.size = size
    self.changedAt = changedAt
    self.number = number
  }
}
