// SPDX-License-Identifier: Apache-2.0
import CLibCrypto

/// Where unguessable bytes come from: passed in, so that tests can repeat a run.
public protocol RandomBytes: Sendable {
  /// Exactly `count` bytes.
  func bytes(_ count: Int) -> [UInt8]
}

/// The operating system's generator, through libcrypto.
public struct SystemRandomBytes: RandomBytes {
  public init() {}

  public func bytes(_ count: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: count)
    // Without randomness there are no keys and no sessions: going on would be worse than stopping.
    precondition(RAND_bytes(&result, Int32(count)) == 1, "the system's random generator answers")
    return result
  }
}
