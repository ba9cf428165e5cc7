// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import PlanningCycle
import Testing
import WarehouseContract
import WarehouseSQLite

@Suite("A workspace in SQLite")
struct SQLiteWorkspaceTests {
  @Test("keeps the contract of the ports in a data folder")
  func contractOnDisk() throws {
    var folders: [TemporaryFolder] = []
    try checkWorkspaceStore {
      let folder = TemporaryFolder()
      folders.append(folder)
      return try SQLiteWorkspace.create(folder: folder.path, random: FixedBytes())
    }
  }

  @Test("keeps the contract of the ports in memory")
  func contractInMemory() throws {
    try checkWorkspaceStore { try SQLiteWorkspace.inMemory(random: FixedBytes()) }
  }
}
