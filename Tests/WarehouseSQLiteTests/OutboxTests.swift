// SPDX-License-Identifier: Apache-2.0
import Calendars
import Foundation
import PlanningCycle
import Testing
import Warehouse
import WarehouseContract
import WarehouseSQLite

/// What a folder adds to `OutboxContract`. Sees: a secret in a backup, a message that a restart loses.
@Suite("The outbox is kept")
struct OutboxTests {
  @Test("a folder keeps outbox and secrets over a restart; a backup holds the outbox and no secret, and nobody else reads the file")
  func folder() throws {
    let folder = TemporaryFolder()
    let secret = "p4ssword-that-nobody-else-may-know"
    let store = try SQLiteWorkspace.create(folder: folder.path)
    try store.append(Samples.draft("first"), at: Samples.moment(1))
    try store.enqueue([OutboxContract.entry("a")], through: 1)
    try store.save(channelSecrets: ["mail.password": try #require(SecretText(secret))])
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/channel-secrets.json")[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect("\(try store.channelSecrets())".contains(secret) == false, "a secret does not print itself")
    let backup = TemporaryFolder()
    #expect(try store.backup(toFile: backup.path).isSound)
    try store.close()
    let opened = try SQLiteWorkspace.open(folder: folder.path)
    #expect(try opened.channelSecrets()["mail.password"]?.value == secret && opened.outboxMessages(nil, before: nil, limit: 9).count == 1)
    try opened.close()
    let restored = TemporaryFolder()
    _ = try SQLiteWorkspace.restore(from: backup.path, toFolder: restored.path)
    let again = try SQLiteWorkspace.open(folder: restored.path)
    #expect(try again.channelSecrets().isEmpty && again.outboxMessages(nil, before: nil, limit: 9).first?.notices.first?.key == "a")
    try again.close()
    for name in try FileManager.default.subpathsOfDirectory(atPath: restored.path) {
      let bytes = FileManager.default.contents(atPath: restored.path + "/" + name) ?? Data()
      #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
    }
  }
}
