// SPDX-License-Identifier: Apache-2.0
import Calendars

/// A sales order line that was signed before the cutoff and is still to be shipped, as the plan counts it.
struct OpenOrder: Sendable, Hashable {
  /// Position of the item in the catalogue.
  let item: Int
  let number: String
  /// Code; nil when the line names none.
  let customer: String?
  /// The day it is due; what is overdue is due on the first day of the plan.
  let day: Day
  /// Units still to be shipped, above 0.
  let quantity: Double
}
