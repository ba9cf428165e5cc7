// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Foundation
import Journal
import PlanningCycle
import Warehouse
import WarehouseSQLite

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: Words.pick("把工作区写成一个备份文件并逐字节核对", "Writes the workspace into one file and checks every byte of it."),
    discussion: Words.pick(
      """
      文件里有口令散列和链密钥，请像数据目录一样保管。
      例子
        tongpin backup ./backup-2026-11-23.tongpin --data ./mine
      """,
      """
      The file holds password hashes and the key of the chain: keep it as you keep the data folder.
      Example
        tongpin backup ./backup-2026-11-23.tongpin --data ./mine
      """))

  @Argument(help: ArgumentHelp(Words.pick("新文件", "a new file"))) var file: String
  @OptionGroup var folder: FolderOption
  @OptionGroup var language: LanguageOption

  func run() throws {
    try folder.requireFolder()
    let store = try SQLiteWorkspace.open(folder: folder.data, from: .atMachine)
    let report = try BackupWords.telling { try store.backup(toFile: file) }
    if report.isSound {
      let entry = TrailKind.backedUp.entry(
        Person.localOperator.actor,
        ["file": .text(URL(fileURLWithPath: file).lastPathComponent), "events": .integer(report.events)])
      try store.record(entry, at: SystemClock.now(), from: .atMachine)
    }
    try store.close()
    for finding in report.findings { note("✗ \(finding.witness) \(finding.subject): \(finding.detail)") }
    guard report.isSound else {
      throw Failure("工作区有损坏，没有写备份", "the workspace is damaged; no backup was written")
    }
    let bytes = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
    print(
      Words.pick(
        "✓ 备份已核对：\(report.events) 个事件，\(report.factRows) 行事实，\(bytes) 字节",
        "✓ backup checked: \(report.events) events, \(report.factRows) fact rows, \(bytes) bytes"))
  }
}

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: Words.pick("用备份恢复到一个空目录并核对", "Makes a data folder from a backup and verifies it."),
    discussion: Words.pick(
      """
      目录不空时拒绝；--force 把原目录改名留在旁边，不删除。也接受一个没有打开的数据目录。
      例子
        tongpin restore ./backup-2026-11-23.tongpin --data ./mine
      """,
      """
      A folder that is not empty is refused; --force renames it and leaves it beside. A data folder that nobody has open is taken too.
      Example
        tongpin restore ./backup-2026-11-23.tongpin --data ./mine
      """))

  @Argument(help: ArgumentHelp(Words.pick("备份文件", "the backup"))) var file: String
  @Flag(help: ArgumentHelp(Words.pick("目录不空时改名留存，再恢复", "put a folder that is not empty aside"))) var force = false
  @OptionGroup var folder: FolderOption
  @OptionGroup var language: LanguageOption

  func run() throws {
    try folder.requireFolder()
    let restored = try BackupWords.telling {
      try SQLiteWorkspace.restore(from: file, toFolder: folder.data, replaces: force)
    }
    if let previous = restored.previous {
      print(Words.pick("· 原目录改名为 \(previous)", "· the folder that was there is now \(previous)"))
    }
    print(
      Words.pick(
        "✓ 已恢复到 \(folder.data)：\(restored.report.events) 个事件，\(restored.report.factRows) 行事实",
        "✓ restored to \(folder.data): \(restored.report.events) events, \(restored.report.factRows) fact rows"))
  }
}

extension FolderOption {
  /// A database is backed up by its own tools, which know its log.
  fileprivate func requireFolder() throws {
    guard database == nil else {
      throw Failure(
        "数据库用它自己的工具备份（pg_dump、pg_basebackup，见 Docs/postgresql.md）；要一个文件，先用 tongpin database copy 复制成目录",
        "a database is backed up by its own tools (pg_dump, pg_basebackup, see Docs/postgresql.md); for one file, tongpin database copy "
          + "makes a folder first")
    }
  }
}

/// What stands in the way of a backup or a restore, in the reader's language.
private enum BackupWords {
  static func telling<Answer>(_ work: () throws -> Answer) throws -> Answer {
    do { return try work() } catch let error as StoreError {
      guard Words.isChinese, let chinese = chinese[error.code] else { throw error }
      throw Failure("\(error.subject)：\(chinese)（\(error.code.text)：\(error.detail)）", "")
    }
  }

  private static let chinese: [StoreError.Code: String] = [
    .backupForeign: "不是同频的备份文件；请指定 tongpin backup 写出的文件",
    .backupTruncated: "备份文件不完整，末尾缺失；请重新复制并比对大小",
    .backupDamaged: "内容与清单不符；请换一份备份",
    .folderExists: "这里已有内容；请换一个位置，恢复时可用 --force 把原目录改名留存",
    .folderInUse: "数据目录正被另一个进程打开；请先停止它",
    .diskFull: "磁盘空间不足，什么也没有写",
    .newerSchema: "由更新版本的程序写出；请用那个版本恢复",
  ]
}
