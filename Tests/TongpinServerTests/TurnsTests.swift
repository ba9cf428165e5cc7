// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization
import Testing

@testable import TongpinServer

/// Sees: two at once; a turn that waits for the end of a reading; a reading that never comes back. Does not see: how long anybody waits.
@Suite struct TurnsTests {
  /// What the threads of a test share.
  private final class Shared: Sendable {
    let log = Mutex<[String]>([])
    let hasBegun = Atomic<Bool>(false)
    let isDone = Atomic<Bool>(false)
    let inside = Atomic<Int>(0)
    let clashes = Atomic<Int>(0)
    let done = Atomic<Int>(0)

    func note(_ words: String) { log.withLock { $0.append(words) } }

    func step() {
      if inside.add(1, ordering: .sequentiallyConsistent).newValue != 1 { clashes.add(1, ordering: .relaxed) }
      done.add(1, ordering: .relaxed)
      inside.subtract(1, ordering: .sequentiallyConsistent)
    }
  }

  /// Runs work on a thread that may wait.
  private func run(_ work: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { done in
      DispatchQueue(label: "turns").async {
        work()
        done.resume()
      }
    }
  }

  @Test("a turn is taken in the middle of a reading, which then goes on")
  func interleaved() async {
    let turns = Turns()
    let shared = Shared()
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await run {
          turns.reading {
            shared.note("reading begins")
            shared.hasBegun.store(true, ordering: .releasing)
            // Without giving way this would never end; so it ends after a while, and the log tells.
            var steps = 0
            while !shared.isDone.load(ordering: .acquiring), steps < 20_000_000 {
              turns.giveWay()
              steps += 1
            }
            shared.note("reading ends")
          }
        }
      }
      group.addTask {
        await run {
          while !shared.hasBegun.load(ordering: .acquiring) {}
          turns.turn { shared.note("turn") }
          shared.isDone.store(true, ordering: .releasing)
        }
      }
    }
    #expect(shared.log.withLock { $0 } == ["reading begins", "turn", "reading ends"])
  }

  @Test("turns and readings are never inside at once, and each of them gets all of its work done")
  func alone() async {
    let turns = Turns()
    let shared = Shared()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<3 {
        group.addTask { await run { for _ in 0..<300 { turns.turn { shared.step() } } } }
        group.addTask {
          await run {
            for _ in 0..<30 {
              turns.reading {
                for _ in 0..<40 {
                  shared.step()
                  turns.giveWay()
                }
              }
            }
          }
        }
      }
    }
    #expect(shared.clashes.load(ordering: .relaxed) == 0)
    #expect(shared.done.load(ordering: .relaxed) == 3 * 300 + 3 * 30 * 40)
  }

  @Test("a reading comes to its end although turns never stop coming")
  func patience() async {
    let turns = Turns()
    let shared = Shared()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask {
          await run {
            // One of the two always waits while the other one works; without patience they end before the reading does.
            var taken = 0
            while !shared.isDone.load(ordering: .acquiring), taken < 20_000 {
              turns.turn { for _ in 0..<20_000 { shared.hasBegun.store(true, ordering: .relaxed) } }
              taken += 1
            }
            shared.note("turns end")
          }
        }
      }
      group.addTask {
        await run {
          while !shared.hasBegun.load(ordering: .acquiring) {}
          turns.reading {
            for _ in 0..<40 {
              shared.step()
              turns.giveWay()
            }
            shared.note("reading ends")
          }
          shared.isDone.store(true, ordering: .releasing)
        }
      }
    }
    #expect(shared.log.withLock { $0 }.first == "reading ends")
  }

  @Test("what throws inside lets go as well")
  func throwing() {
    struct Failure: Error {}
    let turns = Turns()
    #expect(throws: Failure.self) { try turns.turn { throw Failure() } }
    #expect(throws: Failure.self) { try turns.reading { throw Failure() } }
    #expect(turns.turn { 1 } + turns.reading { 2 } == 3)
  }
}
