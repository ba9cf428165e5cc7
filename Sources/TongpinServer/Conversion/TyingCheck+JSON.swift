// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Wire

extension TyingCheck {
  var json: JSON {
    .object([
      .init("key", .string(key)), .init("label", .text(label)), .init("holds", JSON(holds)), .init("difference", .money(difference)),
    ])
  }
}
