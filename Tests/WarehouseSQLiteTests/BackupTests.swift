// SPDX-License-Identifier: Apache-2.0
import Commerce
import Foundation
import Journal
import PlanningCycle
import Testing
import Warehouse
import WarehouseContract

@testable import WarehouseSQLite

/// Sees a backup that lacks something, and a damaged one that is restored all the same; can't see a disk that lies about what it wrote.
@Suite("One file holds a workspace")
struct BackupTests {
  /// A workspace with facts, a kept file and a decision, and the file it was backed up into.
  private struct Kept {
    let folder = TemporaryFolder()
    let file: String
    let head: Digest
    let bytes: [UInt8]

    init() throws {
      let workspace = try SQLiteWorkspace.create(folder: folder.path + "/data")
      _ = try workspace.record(
        Samples.batch(Samples.orders(30), bytes: Array("file".utf8)), for: Samples.importDraft("i"),
        at: Samples.moment(1))
      head = try workspace.append(Samples.draft("a"), at: Samples.moment(2)).head.digest
      let path = folder.path + "/kept/one.tongpin"
      file = path
      let report = try workspace.backup(toFile: path)
      #expect(report.isSound && report.events == 2 && report.factRows == 30)
      expectCode(.folderExists) { _ = try workspace.backup(toFile: path) }
      // What comes later is not in it.
      try workspace.append(Samples.draft("later"), at: Samples.moment(3))
      try workspace.close()
      bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
    }

    func place(_ name: String) -> String { folder.path + "/" + name }
    func write(_ bytes: [UInt8]) throws -> String {
      try Data(bytes).write(to: URL(fileURLWithPath: place("altered")))
      return place("altered")
    }

    /// Nothing is left of a restore that failed.
    func isFree(_ name: String) -> Bool {
      !FileManager.default.fileExists(atPath: place(name)) && !FileManager.default.fileExists(atPath: place(name) + ".restoring")
    }
  }

  @Test("a backup taken while the workspace is open is restored with every decision, fact and file up to then, and goes on")
  func wholeWay() throws {
    let kept = try Kept()
    #expect(try FileManager.default.contentsOfDirectory(atPath: kept.place("kept")) == ["one.tongpin"])
    #expect(try kept.folder.permissions("kept/one.tongpin") == 0o600)
    try FileManager.default.createDirectory(atPath: kept.place("new"), withIntermediateDirectories: false)
    let restored = try SQLiteWorkspace.restore(from: kept.file, toFolder: kept.place("new"))
    #expect(restored.report.isSound && restored.report.events == 2 && restored.previous == nil)
    let workspace = try SQLiteWorkspace.open(folder: kept.place("new"))
    #expect(try workspace.head().digest == kept.head)
    #expect(try workspace.table(.salesOrderLines).rowCount == 30)
    #expect(try workspace.keptFile(Digest.sha256(Array("file".utf8))) == Array("file".utf8))
    #expect(try workspace.append(Samples.draft("after"), at: Samples.moment(4)).previous == kept.head)
    #expect(try kept.folder.permissions("new/chain.key") == 0o600)
    #expect(try kept.folder.permissions("new/workspace.sqlite") == 0o600)
  }

  @Test("a backup that was cut short is refused wherever it was cut, and leaves nothing behind")
  func truncated() throws {
    let kept = try Kept()
    for part in 1...12 {
      let file = try kept.write(Array(kept.bytes.prefix(kept.bytes.count * part / 13)))
      expectCode(.backupTruncated) { _ = try SQLiteWorkspace.restore(from: file, toFolder: kept.place("new")) }
      #expect(kept.isFree("new"))
    }
  }

  @Test("a byte that turned is noticed, or did no harm")
  func bitRot() throws {
    let kept = try Kept()
    var refused = 0
    for step in 0..<60 {
      var bytes = kept.bytes
      bytes[bytes.count * step / 60 + 7] ^= 0x20
      let file = try kept.write(bytes)
      let name = "rot-\(step)"
      do {
        _ = try SQLiteWorkspace.restore(from: file, toFolder: kept.place(name))
        #expect(try SQLiteWorkspace.open(folder: kept.place(name)).head().digest == kept.head)
      } catch {
        refused += 1
        #expect([.backupTruncated, .backupDamaged, .backupForeign, .newerSchema].contains(error.code), "\(error)")
        #expect(kept.isFree(name))
      }
    }
    #expect(refused > 50)
  }

  @Test("files that are no backup are told apart: a text, a workbook, nothing at all")
  func foreign() throws {
    let kept = try Kept()
    func restore(_ file: String) throws { _ = try SQLiteWorkspace.restore(from: file, toFolder: kept.place("new")) }
    let text = try kept.write(Array("customer,amount\n".utf8))
    expectCode(.backupForeign) { try restore(text) }
    let empty = try kept.write([])
    expectCode(.backupForeign) { try restore(empty) }
    let workbook = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("IngestionTests/Fixtures/orders.xlsx").path
    expectCode(.backupForeign) { try restore(workbook) }
    expectCode(.fileUnreachable) { try restore(kept.place("nowhere")) }
    #expect(kept.isFree("new"))
  }

  @Test("a folder that is not empty is refused, put aside when told so, and left alone while somebody has it open")
  func taken() throws {
    let kept = try Kept()
    func restore(_ replaces: Bool) throws -> SQLiteWorkspace.Restored {
      try SQLiteWorkspace.restore(from: kept.file, toFolder: kept.place("data"), replaces: replaces)
    }
    expectCode(.folderExists) { _ = try restore(false) }
    let open = try SQLiteWorkspace.open(folder: kept.place("data"))
    expectCode(.folderInUse) { _ = try restore(true) }
    let later = try open.head().digest
    try open.close()
    let first = try restore(true)
    #expect(first.previous == kept.place("data.before-restore"))
    #expect(try SQLiteWorkspace.open(folder: kept.place("data.before-restore")).head().digest == later)
    #expect(try SQLiteWorkspace.open(folder: kept.place("data")).head().digest == kept.head)
    #expect(try restore(true).previous == kept.place("data.before-restore-2"))
  }

  @Test("a data folder that nobody has open is restored from as well")
  func fromFolder() throws {
    let kept = try Kept()
    let restored = try SQLiteWorkspace.restore(from: kept.place("data"), toFolder: kept.place("new"))
    #expect(restored.report.events == 3)
  }

  @Test("a manifest reads as it was written, and names nothing outside a data folder")
  func manifest() throws {
    let digest = Digest.sha256([1])
    let manifest = BackupManifest(
      events: 7, head: digest,
      entries: [.init(name: "workspace.sqlite", size: 12, digest: digest), .init(name: "files/\(digest.hex)", size: 0, digest: digest)])
    #expect(try BackupManifest(manifest.text, path: "f") == manifest)
    for name in ["../chain.key", "/etc/passwd", "files/../chain.key", "files/a", "workspace.sqlite-wal"] {
      let text = manifest.text.replacingOccurrences(of: "workspace.sqlite", with: name)
      expectCode(.backupDamaged) { _ = try BackupManifest(text, path: "f") }
    }
    let later = manifest.text.replacingOccurrences(of: "tongpin-backup 1", with: "tongpin-backup 2")
    expectCode(.newerSchema) { _ = try BackupManifest(later, path: "f") }
    expectCode(.backupForeign) { _ = try BackupManifest("hello", path: "f") }
  }
}
