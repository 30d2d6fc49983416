import { missing, strict } from './strict';

interface ItemOptions {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly accelerator?: string;
  readonly submenu?: readonly ItemOptions[];
  readonly click?: () => void;
}

/** One entry of a menu; what a role does is Electron's own affair, but for `quit`. */
export interface MenuItem extends Omit<ItemOptions, 'submenu'> {
  readonly submenu: Menu | null;
  readonly click: () => void;
}

export interface Menu {
  readonly items: readonly MenuItem[];
  getMenuItemById(id: string): MenuItem | null;
}

export function createMenus(quit: () => void) {
  let ofApplication: Menu | null = null;
  const itemOf = ({ submenu, click, ...options }: ItemOptions): MenuItem => ({
    ...options,
    submenu: submenu ? buildFromTemplate(submenu) : null,
    click: options.role === 'quit' ? quit : (click ?? (() => missing(`the click on the menu item ${options.label ?? options.role ?? ''}`))),
  });
  const buildFromTemplate = (template: readonly ItemOptions[]): Menu => {
    const items = template.map(itemOf);
    return {
      items,
      getMenuItemById(id) {
        for (const item of items) {
          const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
          if (found) return found;
        }
        return null;
      },
    };
  };
  return strict('Menu', {
    buildFromTemplate,
    setApplicationMenu: (menu: Menu) => void (ofApplication = menu),
    getApplicationMenu: () => ofApplication,
  });
}
