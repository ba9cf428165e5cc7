// SPDX-License-Identifier: Apache-2.0
// The grid's file also carries a wrapper for React that is never used; these names only have to exist.
const nothing = () => {};
export const forwardRef = (render) => Object.assign((props) => render(props), {});
export const useRef = (value) => ({ current: value });
export const useImperativeHandle = nothing;
export const useLayoutEffect = nothing;
export default { createElement: nothing };
