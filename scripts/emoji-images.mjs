import { readFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { findChromium } from './chromium.mjs';

/**
 * Draws emoji over varied backgrounds in a headless Chromium, on a canvas that the CPU fills.
 * @param {object} job
 * @param {string} job.font path of NotoColorEmoji.ttf
 * @param {number} job.side pixels
 * @param {{ glyph: string, seed: number }[]} job.images each with the seed of its background, place, size and turn
 * @returns {Promise<{ pixels: Uint8Array, browser: string }>} RGB, row by row, one image after the other
 * @throws where the font cannot be read or a glyph is not in it
 */
export async function drawEmoji({ font, side, images }) {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('Chromium: none was found; install one, or set CHROMIUM');
  const fontData = (await readFile(font)).toString('base64');
  const browser = await chromium.launch({ executablePath, headless: true, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.evaluate(loadFont, fontData);
    const pixels = new Uint8Array(images.length * side * side * 3);
    const chunk = 250;
    for (let start = 0; start < images.length; start += chunk) {
      const part = images.slice(start, start + chunk);
      const drawn = await page.evaluate(drawImages, { side, images: part });
      pixels.set(Buffer.from(drawn, 'base64'), start * side * side * 3);
    }
    return { pixels, browser: browser.version() };
  } finally {
    await browser.close();
  }
}

/* The functions below run in the page. */

async function loadFont(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const face = new FontFace('Images', bytes);
  await face.load();
  document.fonts.add(face);
}

function drawImages({ side, images }) {
  const scale = 4; // drawn larger and brought down, so that turned edges stay smooth
  const large = side * scale;
  const glyphSide = 128;
  const canvasOf = (size) => {
    const canvas = new OffscreenCanvas(size, size);
    return canvas.getContext('2d', { willReadFrequently: true });
  };
  const glyphs = canvasOf(glyphSide);
  const whole = canvasOf(large);
  const small = canvasOf(side);

  const randomOf = (seed) => {
    let state = seed | 0;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let z = Math.imul(state ^ (state >>> 15), state | 1);
      z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
      return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
    };
  };

  const paintBackground = (context, random) => {
    const between = (low, high) => low + (high - low) * random();
    const colour = () => `hsl(${between(0, 360)} ${between(10, 90)}% ${between(15, 90)}%)`;
    const fill = (style) => {
      context.fillStyle = style;
      context.fillRect(0, 0, large, large);
    };
    const kind = Math.floor(random() * 5);
    fill(colour());
    if (kind === 1) {
      const angle = between(0, 2 * Math.PI);
      const [dx, dy] = [Math.cos(angle) * large * 0.7, Math.sin(angle) * large * 0.7];
      const [middle, ends] = [large / 2, [colour(), colour()]];
      const gradient = context.createLinearGradient(middle - dx, middle - dy, middle + dx, middle + dy);
      ends.forEach((end, i) => {
        gradient.addColorStop(i, end);
      });
      fill(gradient);
    } else if (kind === 2) {
      for (let i = 0; i < 6; i++) {
        context.fillStyle = colour();
        context.beginPath();
        context.arc(between(0, large), between(0, large), between(0.1, 0.35) * large, 0, 2 * Math.PI);
        context.fill();
      }
    } else if (kind === 3) {
      const width = between(0.12, 0.4) * large;
      context.save();
      context.translate(large / 2, large / 2);
      context.rotate(between(0, Math.PI));
      context.fillStyle = colour();
      for (let x = -large; x < large; x += 2 * width) context.fillRect(x, -large, width, 2 * large);
      context.restore();
    } else if (kind === 4) {
      const cell = between(0.15, 0.4) * large;
      context.fillStyle = colour();
      for (let row = 0; row * cell < large; row++) {
        for (let column = row % 2; column * cell < large; column += 2)
          context.fillRect(column * cell, row * cell, cell, cell);
      }
    }
  };

  const bytes = new Uint8Array(images.length * side * side * 3);
  let at = 0;
  for (const { glyph, seed } of images) {
    const random = randomOf(seed);
    const between = (low, high) => low + (high - low) * random();
    glyphs.clearRect(0, 0, glyphSide, glyphSide);
    glyphs.font = '96px Images';
    glyphs.textAlign = 'center';
    glyphs.textBaseline = 'middle';
    glyphs.fillText(glyph, glyphSide / 2, glyphSide / 2 + 6);
    const drawn = glyphs.getImageData(0, 0, glyphSide, glyphSide).data;
    let covered = 0;
    for (let i = 3; i < drawn.length; i += 4) if (drawn[i] > 127) covered++;
    if (covered < 500) throw new Error(`${glyph}: is not in the font`);

    paintBackground(whole, random);
    const size = between(0.6, 1) * large;
    const room = 0.5 * (large - 0.8 * size);
    whole.save();
    whole.translate(large / 2 + between(-room, room), large / 2 + between(-room, room));
    whole.rotate(between(-0.4, 0.4));
    if (random() < 0.5) whole.scale(-1, 1);
    whole.imageSmoothingQuality = 'high';
    whole.drawImage(glyphs.canvas, -size / 2, -size / 2, size, size);
    whole.restore();
    small.imageSmoothingQuality = 'high';
    small.drawImage(whole.canvas, 0, 0, side, side);
    const { data } = small.getImageData(0, 0, side, side);
    for (let i = 0; i < data.length; i += 4) {
      bytes[at++] = data[i];
      bytes[at++] = data[i + 1];
      bytes[at++] = data[i + 2];
    }
  }
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000)
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
