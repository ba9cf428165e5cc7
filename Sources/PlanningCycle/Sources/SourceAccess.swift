// SPDX-License-Identifier: Apache-2.0
import Commerce

/// The ways out of the house that sources are read by.
public struct SourceAccess: Sendable {
  public let connector: any SourceConnector
  public let folders: any WatchedFolders

  public init(connector: any SourceConnector, folders: any WatchedFolders) {
    self.connector = connector
    self.folders = folders
  }

  /// No address and no folder is permitted.
  public static let closed = SourceAccess(connector: ClosedConnector(), folders: ClosedFolders())
}

private struct ClosedConnector: SourceConnector {
  private var fault: SourceFault { SourceFault(.addressNotPermitted) }

  func objection(to connection: SourceConnection, _ query: SourceQuery?) -> SourceFault? { fault }

  func probe(
    _ request: SourceRequest, remembered: [RememberedLayout], knows: @escaping (FactKind, String) -> Bool?,
    isStopped: @escaping @Sendable () -> Bool
  ) throws(SourceFault) -> SourceProbe { throw fault }

  func read(
    _ request: SourceRequest, knows: @escaping (FactKind, String) -> Bool?, isStopped: @escaping @Sendable () -> Bool
  ) throws(SourceFault) -> SourceReading { throw fault }

  func take(
    _ rows: SourceRows, kind: FactKind, columns: [String: String]?, knows: @escaping (FactKind, String) -> Bool?
  ) throws(SourceFault) -> FactFileReading { throw fault }
}

private struct ClosedFolders: WatchedFolders {
  private var fault: SourceFault { SourceFault(.addressNotPermitted) }

  func objection(to path: String) -> SourceFault? { fault }
  func files(in path: String) throws(SourceFault) -> [WatchedFile] { throw fault }
  func bytes(of file: WatchedFile, in path: String) throws(SourceFault) -> [UInt8] { throw fault }
  func putAside(_ file: WatchedFile, in path: String, as end: WatchedFile.End, notes: String) throws(SourceFault) { throw fault }
}
