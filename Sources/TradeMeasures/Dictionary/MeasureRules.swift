// SPDX-License-Identifier: Apache-2.0

/// What a company chooses where the meaning of a figure allows a choice.
public struct MeasureRules: Hashable, Sendable {
  /// When revenue 收入 and purchase cost are recognised.
  public enum Recognition: String, CaseIterable, Hashable, Sendable {
    /// With acceptance, whether invoiced or not (CAS 14 / IFRS 15: when control passes).
    case onAcceptance
    /// With the invoice, as many small companies book it.
    case onInvoice
  }

  public var recognition: Recognition
  /// Days from delivery to acceptance where there is no acceptance document.
  public var acceptanceDays: Int
  /// The same for single customers or suppliers, by code; what is not named takes `acceptanceDays`.
  public var acceptanceDaysByParty: [String: Int]

  public init(recognition: Recognition = .onAcceptance, acceptanceDays: Int = 0, acceptanceDaysByParty: [String: Int] = [:]) {
    self.recognition = recognition
    self.acceptanceDays = acceptanceDays
    self.acceptanceDaysByParty = acceptanceDaysByParty
  }

  public static let standard = MeasureRules()
}
