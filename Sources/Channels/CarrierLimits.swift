// SPDX-License-Identifier: Apache-2.0

/// How long a carrier waits and how much it reads.
package struct CarrierLimits: Sendable {
  package var connectMilliseconds = 5_000
  /// From the first byte to the last, the search for the host included.
  package var wholeMilliseconds = 20_000
  package var answerBytes = 64 << 10
  package var messageBytes = 256 << 10
  /// Webhooks on this machine, and by http: for tests.
  package var allowsLoopback = false
  /// A file of certificates that takes the place of the system's; nil takes the system's.
  package var certificates: String?

  package init() {}
}
