// SPDX-License-Identifier: Apache-2.0
public import Formulas

/// A model text that cannot be taken, with everything that is wrong with it. Nothing was changed.
public struct ModelRefused: Error, Sendable {
  public let findings: [TextFinding]
}
