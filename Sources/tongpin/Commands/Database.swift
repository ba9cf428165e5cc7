// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Journal
import PlanningCycle
import Warehouse
import WarehousePostgres
import WarehouseSQLite

struct DatabaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "database",
    abstract: Words.pick("在 SQLite 目录和 PostgreSQL 之间搬迁工作区", "Brings a workspace from SQLite to PostgreSQL and back."),
    subcommands: [Copy.self])

  struct Copy: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Words.pick("把工作区完整复制到一个空位置，并逐表比对", "Copies a workspace whole to an empty place and compares every table."),
      discussion: Words.pick(
        """
        先停止写入它的服务。目标必须为空。链密钥不变：目标是数据库时写入 --key-file（已有时必须是同一密钥）。
        例子
          tongpin database copy --from ./mine --to postgres://tongpin@db/main --key-file /etc/tongpin/chain.key
          tongpin database copy --from postgres://tongpin@db/main --to ./copy --key-file /etc/tongpin/chain.key
        """,
        """
        Stop the server that writes it first. The target must be empty. The key of the chain stays the same: it is written to --key-file when
        the target is a database (a file that is there must hold the same key).
        Examples
          tongpin database copy --from ./mine --to postgres://tongpin@db/main --key-file /etc/tongpin/chain.key
          tongpin database copy --from postgres://tongpin@db/main --to ./copy --key-file /etc/tongpin/chain.key
        """))

    @Option(help: ArgumentHelp(Words.pick("来源：目录或 postgres:// 地址", "a folder, or an address postgres://…"), valueName: "place")) var from:
      String
    @Option(help: ArgumentHelp(Words.pick("目标：新目录或空数据库的地址", "a new folder, or the address of an empty database"), valueName: "place"))
    var to: String
    @Option(
      help: ArgumentHelp(Words.pick("链密钥文件；默认取 TONGPIN_KEY_FILE", "the file of the chain's key; TONGPIN_KEY_FILE else"), valueName: "file"))
    var keyFile: String?
    @OptionGroup var language: LanguageOption

    func run() throws {
      let target = try WorkspacePlace(to, keyFile: keyFile)
      let source = try WorkspacePlace(from, keyFile: keyFile).open()
      let report = try copy(source, to: target)
      let kept = try target.open()
      try compare(source, kept)
      try kept.close()
      try source.close()
      print(
        Words.pick(
          "✓ 已复制到 \(target)：\(report.events) 个事件，\(report.factRows) 行事实，各表哈希相等",
          "✓ copied to \(target): \(report.events) events, \(report.factRows) fact rows, the hashes of all tables are equal"))
    }

    private func copy(_ source: some OpenedWorkspace, to target: WorkspacePlace) throws -> VerificationReport {
      switch target {
      case .folder(let folder): return try SQLiteWorkspace.create(folder: folder, copying: source)
      case .database(let address, let file):
        guard try !PostgresWorkspace.exists(address) else {
          throw StoreError(
            .folderExists, subject: "\(address)", detail: "There is a workspace already.", hint: "Name an empty database.")
        }
        if KeyFile.exists(file) {
          guard try KeyFile.read(file).bytes == source.chainKey.bytes else {
            throw StoreError(
              .folderExists, subject: file, detail: "It holds the key of another workspace.", hint: "Name a new file for the key.")
          }
        } else {
          try KeyFile.write(source.chainKey, file)
        }
        return try PostgresWorkspace.create(address, copying: source)
      }
    }

    private func compare(_ source: some OpenedWorkspace, _ kept: some OpenedWorkspace) throws {
      for shape in TableShape.all {
        let (old, new) = (try source.tableDigests(of: [shape]), try kept.tableDigests(of: [shape]))
        guard old == new, let table = new.first else {
          throw Failure("表 \(shape.name) 在两处不同；请不要使用这份复制", "the table \(shape.name) differs in the two; do not use this copy")
        }
        if table.rows > 0 { print("\(table.digest.hex.prefix(16))  \(table.rows)\t\(table.table)") }
      }
    }
  }
}
