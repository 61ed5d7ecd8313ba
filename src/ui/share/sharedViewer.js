// The viewer inside of a saved page. It is put there as it is, so it stands alone: no imports, nothing but the file's own
// elements and the list of layers.

const find = (id) => document.getElementById(id);
const layers = JSON.parse(find('layers').textContent);
const easel = find('easel');
const sides = ['left', 'right'].map((side) => ({
  choice: find(`${side}-layer`),
  map: find(`${side}-map`),
  grey: find(`${side}-grey`),
}));

sides.forEach(({ choice, map, grey }) => {
  layers.forEach(({ title }, at) => {
    const option = document.createElement('option');
    option.value = String(at);
    option.textContent = title;
    choice.append(option);
  });
  choice.value = choice.dataset.first;
  const show = () => {
    const { title, address, dims } = layers[Number(choice.value)];
    map.hidden = address === null;
    map.src = address ?? '';
    map.alt = title;
    // The same pixels once more, blended: what is not marked is grey.
    grey.hidden = !dims;
    grey.src = dims ? address : '';
  };
  choice.addEventListener('change', show);
  show();
});

const follow = (id, property, unit) => {
  const slider = find(id);
  const set = () => easel.style.setProperty(property, slider.value + unit);
  slider.addEventListener('input', set);
  set();
};
follow('wipe', '--wipe', '%');
follow('zoom', '--zoom', '');

// The line follows a mouse or a finger on the picture. Two fingers, and up and down, stay the browser's; an enlarged
// picture is pushed around by touch.
const wipe = find('wipe');
const drag = (event) => {
  if (event.buttons === 0 || (event.pointerType === 'touch' && find('zoom').value > 1)) return;
  const { left, width } = easel.getBoundingClientRect();
  wipe.value = String((100 * (event.clientX - left)) / width);
  wipe.dispatchEvent(new Event('input'));
};
easel.addEventListener('pointerdown', drag);
easel.addEventListener('pointermove', drag);
easel.addEventListener('dragstart', (event) => event.preventDefault());
