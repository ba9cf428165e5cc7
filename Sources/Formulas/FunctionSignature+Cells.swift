// SPDX-License-Identifier: Apache-2.0

/// Functions of one cell.
extension FunctionSignature {
  static let cells: [FunctionSignature] = [
    FunctionSignature(
      "given", .cells, [x], Wording("x 有值时为真", "true where x is not missing"),
      "if given(y) then 1 else 0", [1, 1, 1, 1, 1, 0]),
    FunctionSignature(
      "first", .cells, [x, .place("y", "后备", "what stands in for it"), .more("z", "再后备", "and so on")],
      Wording("第一个有值的", "the first that is given"), "first(y, 99)", [1, 2, 0, 4, 5, 99]),
    FunctionSignature(
      "divide", .cells,
      [
        x, .place("y", "除数", "the divisor"),
        .label("else", "z", "除数为 0 时的值，不写为 0", "value where the divisor is 0; 0 when left out"),
      ], Wording("x / y，y 为 0 时取 else", "x / y, else where y is 0"), "divide(x, y, else: -1)",
      [130, 70, -1, 40, 34, nil]),
    FunctionSignature(
      "min", .cells, [x, .more("y", "其他", "others")], Wording("最小的；缺失则缺失", "the least; missing when one is"),
      "min(x, 145)", [130, 140, 145, 145, 145, 145]),
    FunctionSignature(
      "max", .cells, [x, .more("y", "其他", "others")], Wording("最大的；缺失则缺失", "the greatest; missing when one is"),
      "max(0, x - 150)", [0, 0, 0, 10, 20, 30]),
    FunctionSignature(
      "abs", .cells, [x], Wording("绝对值", "the distance from 0"), "abs(x - 150)", [20, 10, 0, 10, 20, 30]),
    FunctionSignature(
      "round", .cells, [x, .optional("n", "小数位 0…9，不写为 0", "digits 0 to 9; 0 when left out")],
      Wording("四舍五入（负数远离零）", "n digits, half away from zero"), "round(x / 8, 1)",
      [16.3, 17.5, 18.8, 20, 21.3, 22.5]),
    FunctionSignature(
      "floor", .cells, [x], Wording("不大于 x 的整数", "the next whole number below"), "floor(x / 8)",
      [16, 17, 18, 20, 21, 22]),
    FunctionSignature(
      "ceiling", .cells, [x], Wording("不小于 x 的整数", "the next whole number above"), "ceiling(x / 8)",
      [17, 18, 19, 20, 22, 23]),
  ]
}
