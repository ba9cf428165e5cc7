// SPDX-License-Identifier: Apache-2.0

/// What made sales come otherwise than they were expected. The order is the one they are shown in.
public enum VarianceFactor: String, Sendable, CaseIterable, Hashable {
  /// 量差: how much was sold in all, of a family that is counted in one unit, in one region.
  case volume
  /// 价差: the price 含税.
  case price
  /// 结构: which items made up the volume.
  case mix
  /// 新客户: who had never bought when the figure that is compared with was made.
  case newCustomers
  /// 流失客户: who bought before, and stopped since.
  case lostCustomers
  /// 时点: deals that were expected in another month.
  case timing
  /// 工作日
  case workingDays
  /// 春节: how much the workdays around the festival bring, more or less than others.
  case springFestival
  /// 税率
  case taxRate
  /// 其他: what has no item or no quantity, and cannot be split.
  case rest

  /// Those that a row with quantities is split into; `rest` is whole rows without.
  static let split: [VarianceFactor] = allCases.filter { $0 != .rest }
}
