// SPDX-License-Identifier: Apache-2.0

/// A store that several servers have open: one of them writes, the others follow it, and one of those takes over when it is gone.
public protocol SharedStore: Sendable {
  /// Whether this process is the one that writes.
  func isWriter() -> Bool
  /// Whether somebody else began to write since this process did: it will never be heard again.
  func isOvertaken() throws(StoreError) -> Bool
  /// Whether some process has the store open for writing.
  func hasWriter() throws(StoreError) -> Bool
  /// Where the server that writes is reached by others, as it said itself; nil where it said nothing, or somebody else wrote it there.
  func writerAddress() throws(StoreError) -> String?
  /// Says where this server is reached; it writes.
  func announce(_ address: String) throws(StoreError)
  /// Becomes the writer where there is none: brings the store to today's schema and takes away what an import left whose command never came.
  ///
  /// - Returns: false when somebody else was first.
  func takeOver() throws(StoreError) -> Bool
}
