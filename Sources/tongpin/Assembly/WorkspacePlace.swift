// SPDX-License-Identifier: Apache-2.0
import Foundation
import Journal
import PlanningCycle
import Warehouse
import WarehousePostgres
import WarehouseSQLite

/// Where a workspace is kept: the one place that chooses between the two adapters.
enum WorkspacePlace: CustomStringConvertible {
  case folder(String)
  /// The key of the chain is in a file, never in the database.
  case database(PostgresAddress, keyFile: String)

  /// - Parameters:
  ///   - text: a folder, or an address `postgres://…`.
  ///   - keyFile: as it was typed; nil takes the environment's TONGPIN_KEY_FILE. Folders need none.
  init(_ text: String, keyFile: String?) throws {
    guard PostgresAddress.isAddress(text) else {
      self = .folder(text)
      return
    }
    let address = try PostgresAddress(text)
    guard let file = keyFile ?? ProcessInfo.processInfo.environment["TONGPIN_KEY_FILE"], !file.isEmpty else {
      throw Failure(
        "使用 PostgreSQL 需要链密钥文件：用 --key-file FILE 或环境变量 TONGPIN_KEY_FILE 指定；密钥从不存入数据库",
        "a database needs the file of the chain's key: name it by --key-file FILE or TONGPIN_KEY_FILE; the key is never in the database")
    }
    self = .database(address, keyFile: file)
  }

  var description: String {
    switch self {
    case .folder(let folder): folder
    case .database(let address, _): address.description
    }
  }

  /// How a following command names it.
  var option: String {
    switch self {
    case .folder(let folder): "--data \(folder)"
    case .database(let address, _): "--database \(address)"
    }
  }

  var exists: Bool {
    get throws {
      switch self {
      case .folder(let folder): SQLiteWorkspace.exists(folder: folder)
      case .database(let address, _): try PostgresWorkspace.exists(address)
      }
    }
  }

  /// Opens it for writing; says what an early end of the last run left to put right.
  func open() throws -> any OpenedWorkspace {
    switch self {
    case .folder(let folder):
      let store = try SQLiteWorkspace.open(folder: folder, from: .atMachine)
      WorkspacePlace.tell(store.startup)
      return store
    case .database(let address, let keyFile):
      return try PostgresWorkspace.open(address, key: try KeyFile.read(keyFile), from: .atMachine)
    }
  }

  /// Opens a database that several servers share: for writing where nobody writes, else to follow the one that does.
  ///
  /// - Throws: `Failure` for a folder, which is one process's.
  func openShared() throws -> PostgresWorkspace {
    guard case .database(let address, let keyFile) = self else {
      throw Failure(
        "--standby 需要 --database：数据目录只属于一个进程", "--standby needs --database: a folder is one process's alone")
    }
    let key = try KeyFile.read(keyFile)
    do throws(StoreError) {
      return try PostgresWorkspace.open(address, key: key, from: .atMachine, patience: 0)
    } catch {
      guard error.code == .folderInUse else { throw error }
      return try PostgresWorkspace.open(address, key: key, access: .following, from: .atMachine)
    }
  }

  /// Makes an empty workspace; where there is no file of the key yet, one that only its owner reads.
  func create(_ settings: WorkspaceSettings) throws -> any OpenedWorkspace {
    let store: any OpenedWorkspace
    switch self {
    case .folder(let folder): store = try SQLiteWorkspace.create(folder: folder)
    case .database(let address, let keyFile):
      guard try !PostgresWorkspace.exists(address) else {
        throw StoreError(
          .folderExists, subject: "\(address)", detail: "There is a workspace already.", hint: "Open it, or name another one.")
      }
      if !KeyFile.exists(keyFile) { try KeyFile.write(.make(random: SystemRandomBytes()), keyFile) }
      store = try PostgresWorkspace.create(address, key: try KeyFile.read(keyFile))
    }
    store.act(from: .atMachine)
    try OpenWorkspace.create(settings, store: store, at: SystemClock.now())
    return store
  }

  private static func tell(_ startup: SQLiteWorkspace.StartupReport) {
    if startup.discardedRows > 0 {
      note(
        Words.pick(
          "上次有导入没有完成：去掉它的 \(startup.discardedRows) 行，请重新导入那个文件",
          "an import did not end: \(startup.discardedRows) rows of it removed; import that file again"))
    }
    guard startup.replayedEvents > 0 || startup.completedEvents > 0 || startup.tornBytes > 0 else { return }
    note(
      Words.pick(
        "上次没有正常结束：从日志补回 \(startup.replayedEvents) 个事件，补记 \(startup.completedEvents) 个，去掉残尾 \(startup.tornBytes) 字节",
        "the last run ended early: \(startup.replayedEvents) events replayed from the journal, "
          + "\(startup.completedEvents) completed, \(startup.tornBytes) torn bytes removed"))
  }
}
