// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import PlanningCycle
import WarehouseSQLite

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: Words.pick("把工作区复制到新目录并核对", "Copies the workspace into a new folder and checks the copy."),
    discussion: Words.pick(
      "例子\n  tongpin backup ./backup-2026-11-23 --data ./mine", "Example\n  tongpin backup ./backup-2026-11-23 --data ./mine"))

  @Argument var file: String
  @OptionGroup var folder: FolderOption
  @OptionGroup var language: LanguageOption

  func run() throws {
    let store = try SQLiteWorkspace.open(folder: folder.data)
    let report = try store.backup(to: file)
    try store.close()
    for finding in report.findings { note("✗ \(finding.witness) \(finding.subject): \(finding.detail)") }
    guard report.isSound else { throw ExitCode(1) }
    print(
      Words.pick(
        "✓ 备份已核对：\(report.events) 个事件，\(report.factRows) 行事实", "✓ backup checked: \(report.events) events, \(report.factRows) fact rows"))
  }
}

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: Words.pick("用备份恢复到一个空位置", "Puts a backup back into a place that is free."),
    discussion: Words.pick(
      "例子\n  tongpin restore ./backup-2026-11-23 --data ./mine", "Example\n  tongpin restore ./backup-2026-11-23 --data ./mine"))

  @Argument var file: String
  @OptionGroup var folder: FolderOption
  @OptionGroup var language: LanguageOption

  func run() throws {
    guard !FileManager.default.fileExists(atPath: folder.data) else {
      throw Failure("\(folder.data) 已存在；请指定新目录", "\(folder.data) exists; name a new folder")
    }
    let backup = try SQLiteWorkspace.open(folder: file)
    let report = try backup.backup(to: folder.data)
    try backup.close()
    guard report.isSound else { throw ExitCode(1) }
    print(Words.pick("✓ 已恢复到 \(folder.data)：\(report.events) 个事件", "✓ restored to \(folder.data): \(report.events) events"))
  }
}
