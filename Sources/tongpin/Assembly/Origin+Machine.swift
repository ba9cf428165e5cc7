// SPDX-License-Identifier: Apache-2.0
import Foundation
import Journal

extension Origin {
  /// Somebody at the machine, under the name they have there.
  static let atMachine = Origin(channel: .commandLine, agent: "tongpin, " + NSUserName())
}
