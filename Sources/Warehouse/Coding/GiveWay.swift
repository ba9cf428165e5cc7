// SPDX-License-Identifier: Apache-2.0
import Glibc
public import Synchronization

/// Between two steps of a long writing: lets commands that wait be kept first; a lock by itself does not see to it. A fiftieth of a second at most.
///
/// - Parameter waiting: how many wait.
public func giveWay(to waiting: borrowing Atomic<Int>) {
  var patience = 200
  while waiting.load(ordering: .relaxed) > 0, patience > 0 {
    usleep(100)
    patience -= 1
  }
}
