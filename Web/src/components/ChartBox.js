// SPDX-License-Identifier: Apache-2.0
// Holds one chart: loads the chart library when the first chart shows, follows size and data, lets go when it leaves.
import { onBeforeUnmount, onMounted, ref, watch } from 'vue';
import { define } from '../kit/template.js';

export const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif';
let library = null;
const loadLibrary = () => (library ??= import('echarts').then((module) => module.echarts));

export default define('ChartBox', {
  props: { option: Object, label: String, height: { default: 260 } },
  emits: ['pick'],
  template: `<div class="chart" ref="host" role="img" :aria-label="label" :style="{ height: height + 'px' }"></div>`,
  setup(props, { emit }) {
    const host = ref();
    let chart = null, observer = null, isGone = false;
    const draw = () => chart?.setOption({ animation: false, textStyle: { fontFamily: FONT, fontSize: 12 }, ...props.option }, { notMerge: true });
    onMounted(async () => {
      const echarts = await loadLibrary();
      if (isGone) return;
      chart = echarts.init(host.value, null, { renderer: 'canvas' });
      chart.on('click', (event) => emit('pick', event));
      draw();
      observer = new ResizeObserver(() => chart.resize());
      observer.observe(host.value);
    });
    watch(() => props.option, draw);
    onBeforeUnmount(() => { isGone = true; observer?.disconnect(); chart?.dispose(); });
    return { host };
  },
});
