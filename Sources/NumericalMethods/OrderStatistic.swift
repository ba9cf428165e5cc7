// SPDX-License-Identifier: Apache-2.0

/// Puts the value that would stand at `rank` (0 is the smallest) of the sorted values there, smaller ones before it and larger ones after
/// it.
///
/// Quickselect with the middle of three as pivot; where that goes badly the rest is sorted, so that no input takes long. No NaN among the
/// values.
///
/// - Complexity: O(count) on average, O(count · log count) at worst.
/// - References: C. A. R. Hoare (1961), Algorithm 65: Find, Comm. ACM 4(7), 321–322.
@inlinable public func selectOrder(_ values: UnsafeMutablePointer<Double>, count: Int, rank: Int) -> Double {
  precondition(rank >= 0 && rank < count, "the rank is one of the values'")
  var low = 0
  var high = count - 1
  var patience = 64
  while high > low {
    patience -= 1
    if patience == 0 {
      var rest = UnsafeMutableBufferPointer(start: values + low, count: high - low + 1)
      rest.sort()
      break
    }
    let middle = low + (high - low) / 2
    let (one, two, three) = (values[low], values[middle], values[high])
    let pivot = max(min(one, two), min(max(one, two), three))
    var left = low
    var right = high
    while left <= right {
      while values[left] < pivot { left += 1 }
      while values[right] > pivot { right -= 1 }
      if left <= right {
        (values[left], values[right]) = (values[right], values[left])
        left += 1
        right -= 1
      }
    }
    if rank <= right { high = right } else if rank >= left { low = left } else { break }
  }
  return values[rank]
}

/// The middle of `values`, the mean of the two in the middle for an even number; NaN for none. No NaN among the values.
@inlinable public func median(_ values: [Double]) -> Double {
  guard !values.isEmpty else { return .nan }
  var scratch = values
  return scratch.withUnsafeMutableBufferPointer { buffer -> Double in
    guard let start = buffer.baseAddress else { return .nan }
    return median(scratch: start, count: buffer.count)
  }
}

/// The same of `count` values, at least one, whose order is lost.
@inlinable public func median(scratch values: UnsafeMutablePointer<Double>, count: Int) -> Double {
  let upper = selectOrder(values, count: count, rank: count / 2)
  guard count % 2 == 0 else { return upper }
  var lower = values[0]
  for index in 1..<max(1, count / 2) { lower = max(lower, values[index]) }
  return lower + (upper - lower) / 2
}
