// SPDX-License-Identifier: Apache-2.0

import CCellKernels
import Synchronization

/// Threads that stay together through one calculation: the first to join leads, the others wait for its jobs and take part in them.
///
/// A thread that comes late, or not before the end, is not waited for: the leader does what nobody takes.
final class ThreadTeam: @unchecked Sendable {
  /// Pauses after which a waiting thread lets others run.
  private static let patience = 4_000

  private let joined = Atomic(0)
  /// Odd while a job is open to helpers.
  private let round = Atomic(0)
  private let busy = Atomic(0)
  private let isOver = Atomic(false)
  /// Changed by the leader alone, while no job is open and nobody is busy.
  private var job: ((Int) -> Void)?

  /// Every thread calls this once; `lead` runs on the first.
  func join(_ lead: () -> Void) {
    let number = joined.wrappingAdd(1, ordering: .relaxed).oldValue
    guard number == 0 else { return help(number) }
    lead()
    isOver.store(true, ordering: .releasing)
  }

  /// Runs a job on the leader, as thread 0, and on all helpers that are there, each with its number.
  func run(_ work: @escaping (Int) -> Void) {
    job = work
    round.wrappingAdd(1, ordering: .sequentiallyConsistent)
    work(0)
    round.wrappingAdd(1, ordering: .sequentiallyConsistent)
    // A helper says that it is busy before it looks once more whether the job is open.
    wait { self.busy.load(ordering: .sequentiallyConsistent) == 0 }
    job = nil
  }

  private func help(_ number: Int) {
    var done = 0
    while true {
      var open = 0
      wait {
        open = self.round.load(ordering: .sequentiallyConsistent)
        return open & 1 == 1 && open != done || self.isOver.load(ordering: .acquiring)
      }
      if self.isOver.load(ordering: .acquiring) { return }
      busy.wrappingAdd(1, ordering: .sequentiallyConsistent)
      if round.load(ordering: .sequentiallyConsistent) == open { job?(number) }
      busy.wrappingSubtract(1, ordering: .sequentiallyConsistent)
      done = open
    }
  }

  private func wait(_ isReady: () -> Bool) {
    var pauses = 0
    while !isReady() {
      cell_pause()
      pauses += 1
      if pauses % ThreadTeam.patience == 0 { cell_let_others_run() }
    }
  }
}
