// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Dispatch
import Journal
import PlanningCycle
import Synchronization
import Testing
import Warehouse
import WarehouseContract
import WarehouseSQLite

@Suite("Many at once")
struct ConcurrencyTests {
  @Test("four writers and a reader: every command once, the chain whole, no member number given twice")
  func writersAndReaders() throws {
    let folder = TemporaryFolder()
    let workspace = try SQLiteWorkspace.create(folder: folder.path)
    let failures = Mutex<[StoreError]>([])
    let numbers = Mutex<[[Int64]]>([])
    DispatchQueue.concurrentPerform(iterations: 5) { worker in
      do throws(StoreError) {
        for step in 0..<30 {
          if worker == 4 {
            let events = try workspace.events(after: 0, limit: 1000)
            #expect(events.map(\.sequence) == events.indices.map { Int64($0) + 1 }, "a reader sees no gap")
            continue
          }
          // Two workers send the same commands, as a browser that lost its connection does.
          try workspace.append(Samples.draft("k\(worker / 2)-\(step)"), at: Samples.moment(Int64(step)))
          let ids = try workspace.identifiers(
            dimension: "item", codes: ["KT-\(step)", "KT-\(step + 1)"], at: Samples.moment(Int64(step)))
          numbers.withLock { $0.append(ids) }
        }
      } catch { failures.withLock { $0.append(error) } }
    }
    #expect(failures.withLock { $0 }.isEmpty)
    let commands = try workspace.events(after: 0, limit: 1000).filter { $0.kind == "cell.entered" }
    #expect(commands.count == 60)
    let members = try workspace.members(dimension: "item")
    #expect(members.count == 31 && Set(members.map(\.id)).count == 31)
    #expect(numbers.withLock { Set($0.flatMap(\.self)) } == Set(members.map(\.id)))
    #expect(try workspace.verify().isSound)
  }
}
