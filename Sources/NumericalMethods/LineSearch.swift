// SPDX-License-Identifier: Apache-2.0

/// The lowest point of `function` on an interval: a grid first, golden sections in the best cell after it.
///
/// The grid guards against a second valley; within the cell the function is taken to be unimodal.
///
/// - Parameters:
///   - range: both ends are tried.
///   - gridPoints: at least 2, ends included.
///   - tolerance: width of the last bracket.
/// - Returns: the argument with the lowest value among all that were tried.
/// - Complexity: `gridPoints` + about 1.44 · log₂(cell / tolerance) evaluations.
@inlinable public func minimise(
  over range: ClosedRange<Double>, gridPoints: Int, tolerance: Double, _ function: (Double) -> Double
) -> Double {
  precondition(gridPoints >= 2, "a grid has both ends of the range")
  let width = (range.upperBound - range.lowerBound) / Double(gridPoints - 1)
  var best = range.lowerBound
  var bestValue = function(best)
  for index in 1..<gridPoints {
    let argument = range.lowerBound + Double(index) * width
    let value = function(argument)
    if value < bestValue {
      best = argument
      bestValue = value
    }
  }
  var low = max(range.lowerBound, best - width)
  var high = min(range.upperBound, best + width)
  let golden = 0.618_033_988_749_894_9
  var left = high - golden * (high - low)
  var right = low + golden * (high - low)
  var leftValue = function(left)
  var rightValue = function(right)
  while high - low > tolerance {
    if leftValue <= rightValue {
      high = right
      right = left
      rightValue = leftValue
      left = high - golden * (high - low)
      leftValue = function(left)
    } else {
      low = left
      left = right
      leftValue = rightValue
      right = low + golden * (high - low)
      rightValue = function(right)
    }
  }
  let middle = leftValue <= rightValue ? left : right
  return min(leftValue, rightValue) < bestValue ? middle : best
}
