/** How an interactive chart is moved without a mouse, for its label. */
export const KEYS = 'Arrow keys move and zoom, Home shows all.';
