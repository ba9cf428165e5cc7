// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Journal
import Planning
import PlanningCycle
import Synchronization
import Testing

@testable import TongpinServer

/// Sees: somebody beside the workspace who is in it at the same time as another; work that is lost or done twice. Does not see: how long anybody waits.
@Suite struct AlternatingTurnsTests {
  private struct Refused: Error, Equatable { let number: Int }

  private final class Counts: Sendable {
    let inside = Atomic<Int>(0)
    let clashes = Atomic<Int>(0)
    let taken = Atomic<Int>(0)

    func step() {
      if inside.add(1, ordering: .sequentiallyConsistent).newValue != 1 { clashes.add(1, ordering: .relaxed) }
      taken.add(1, ordering: .relaxed)
      inside.subtract(1, ordering: .sequentiallyConsistent)
    }
  }

  @Test("whoever works beside takes turns among everybody else's, and has what each turn answers or throws")
  func turns() async throws {
    let thread = try House().workspace
    let revision = try await thread.perform { $0.revision }
    let counts = Counts()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        let turns = thread.alternating()
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
          DispatchQueue(label: "beside").async {
            for number in 0..<200 {
              do {
                let answer = try turns.turn { workspace in
                  counts.step()
                  if number.isMultiple(of: 50) { throw Refused(number: number) }
                  return workspace.revision + Int64(number)
                }
                #expect(answer == revision + Int64(number))
              } catch let refused as Refused { #expect(refused.number == number) } catch { return done.resume(throwing: error) }
            }
            done.resume()
          }
        }
      }
      for _ in 0..<4 {
        group.addTask { for _ in 0..<200 { try await thread.perform { _ in counts.step() } } }
      }
      try await group.waitForAll()
    }
    #expect(counts.clashes.load(ordering: .relaxed) == 0)
    #expect(counts.taken.load(ordering: .relaxed) == 5 * 200)
  }

  @Test("quiet threads do every piece once, however few there are", arguments: [0, 1, 7, 1_000])
  func quietCores(_ count: Int) {
    let done = Mutex([Int](repeating: 0, count: count))
    QuietCores().forEach(count) { index in done.withLock { $0[index] += 1 } }
    #expect(done.withLock { $0.allSatisfy { $0 == 1 } })
  }
}
